import type { MediaRefusal } from './trickle-run.ts';

export type OpenedMedia =
  | { readonly ok: true; readonly close: () => void }
  | { readonly ok: false; readonly reason: MediaRefusal };

/** Never rejects. What is opened has to stay open: one browser counts only devices in use. */
export type OpenMedia = () => Promise<OpenedMedia>;

/** A microphone, or where there is none a camera: either will do, and nothing of it is listened to or sent. */
export function createOpenMedia(devices: Pick<MediaDevices, 'getUserMedia'> | undefined): OpenMedia {
  return async function openMedia() {
    if (devices === undefined) return { ok: false, reason: 'none' };
    let reason: MediaRefusal = 'none';
    for (const kind of ['audio', 'video'] as const) {
      try {
        const stream = await devices.getUserMedia({ [kind]: true });
        return { ok: true, close: () => stopAll(stream) };
      } catch (error) {
        // The name says why (W3C mediacapture-streams §9.2); a missing device may have a sister.
        if (error instanceof DOMException && error.name === 'NotAllowedError') reason = 'denied';
        if (reason === 'denied') break;
      }
    }
    return { ok: false, reason };
  };
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
