import type { MediaProblem } from '../session/view.ts';

export type Cause = MediaProblem['cause'];

/** The names come from https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia, step 10. */
const CAUSES: Readonly<Record<string, Cause>> = {
  NotFoundError: 'not-found',
  OverconstrainedError: 'unfit',
  NotReadableError: 'in-use',
  SecurityError: 'insecure',
  // Where the page is not secure, `navigator.mediaDevices` or what it takes is missing.
  TypeError: 'insecure',
  AbortError: 'failed',
};

/**
 * What a refusal of `getUserMedia` means for a person.
 * @param isAllowedByPolicy whether Permissions-Policy lets this page ask at all; true where the browser does not tell
 */
export function causeOf(error: unknown, isAllowedByPolicy = true): Cause {
  const isError = error instanceof Error || error instanceof DOMException;
  if (!isError) return 'failed';
  if (error.name === 'NotAllowedError') return isAllowedByPolicy ? denialOf(error.message) : 'policy';
  return CAUSES[error.name] ?? 'failed';
}

/** A “no”, of whoever: asking again at once would be the same question. */
export function isDenial(cause: Cause): boolean {
  return cause === 'denied' || cause === 'denied-by-system' || cause === 'dismissed' || cause === 'policy';
}

/** Chromium tells in words who refused; other browsers do not, and then it was most likely the person. */
function denialOf(message: string): Cause {
  if (/dismiss/i.test(message)) return 'dismissed';
  return /by system/i.test(message) ? 'denied-by-system' : 'denied';
}

/** Where both kinds fail for different reasons, the one that a person can do most about is named. */
const BY_REMEDY: readonly Cause[] = [
  ...(['denied', 'dismissed', 'denied-by-system', 'no-answer', 'in-use'] as const),
  ...(['policy', 'insecure', 'unfit', 'failed', 'not-found'] as const),
];

export function describeProblem(microphone: Cause | null, camera: Cause | null): MediaProblem | null {
  if (microphone !== null && camera !== null) {
    const cause = BY_REMEDY.find((candidate) => candidate === microphone || candidate === camera) ?? 'failed';
    return { kind: 'both', cause };
  }
  if (microphone !== null) return { kind: 'microphone', cause: microphone };
  if (camera !== null) return { kind: 'camera', cause: camera };
  return null;
}
