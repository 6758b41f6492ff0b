import type { MediaProblem } from '../session/view.ts';

export type Cause = MediaProblem['cause'];

/** The names come from https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia, step 10. */
const CAUSES: Readonly<Record<string, Cause>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'not-found',
  OverconstrainedError: 'not-found',
  NotReadableError: 'in-use',
  AbortError: 'failed',
};

/** What a refusal of `getUserMedia` means for a person. */
export function causeOf(error: unknown): Cause {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return CAUSES[name] ?? 'failed';
}

/** Where both kinds fail for different reasons, the one that a person can do most about is named. */
const BY_REMEDY: readonly Cause[] = ['denied', 'in-use', 'failed', 'not-found'];

export function describeProblem(microphone: Cause | null, camera: Cause | null): MediaProblem | null {
  if (microphone !== null && camera !== null) {
    const cause = BY_REMEDY.find((candidate) => candidate === microphone || candidate === camera) ?? 'failed';
    return { kind: 'both', cause };
  }
  if (microphone !== null) return { kind: 'microphone', cause: microphone };
  if (camera !== null) return { kind: 'camera', cause: camera };
  return null;
}
