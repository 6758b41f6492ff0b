import type { CaptureWishes } from '../session/capture-wishes.ts';
import { constraintsFor, type DeviceWish, type TrackKind } from './capture-constraints.ts';
import { causeOf, isDenial } from './capture-error.ts';
import { type CapturePermissions, readPermission } from './capture-permissions.ts';

export type CaptureDevices = Pick<MediaDevices, 'getUserMedia'>;

type Capture = () => MediaStreamTrack;

/**
 * Both with one prompt. When that fails, each alone where it can still succeed: one of two devices may be missing,
 * in use, or the only one allowed. The answer's functions return the track or throw the browser's reason.
 */
export async function captureBoth(
  devices: CaptureDevices,
  permissions: CapturePermissions | undefined,
  wishes: Readonly<Record<TrackKind, DeviceWish>>,
  quality: CaptureWishes,
): Promise<Readonly<Record<TrackKind, Capture>>> {
  const audio = constraintsFor('audio', wishes.audio, quality);
  const video = constraintsFor('video', wishes.video, quality);
  try {
    const stream = await devices.getUserMedia({ audio, video });
    return {
      audio: () => firstTrack(stream.getAudioTracks()),
      video: () => firstTrack(stream.getVideoTracks()),
    };
  } catch (error) {
    const isWorthTrying = isDenial(causeOf(error)) ? await readPermissions(permissions) : () => true;
    const refused = () => {
      throw error;
    };
    return {
      audio: isWorthTrying('audio')
        ? await attempt(captureOne(devices, 'audio', wishes.audio, quality))
        : refused,
      video: isWorthTrying('video')
        ? await attempt(captureOne(devices, 'video', wishes.video, quality))
        : refused,
    };
  }
}

export async function captureOne(
  devices: CaptureDevices,
  kind: TrackKind,
  wish: DeviceWish,
  quality: CaptureWishes,
): Promise<MediaStreamTrack> {
  const stream = await devices.getUserMedia({ [kind]: constraintsFor(kind, wish, quality) });
  return firstTrack(stream.getTracks());
}

function firstTrack(tracks: readonly MediaStreamTrack[]): MediaStreamTrack {
  const [track] = tracks;
  if (track === undefined) throw new DOMException('a stream without the track asked for', 'NotFoundError');
  return track;
}

async function attempt(capture: Promise<MediaStreamTrack>): Promise<Capture> {
  try {
    const track = await capture;
    return () => track;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** After a “no” to both, only what was not part of the “no” is asked for again: nobody is asked the same twice. */
async function readPermissions(
  permissions: CapturePermissions | undefined,
): Promise<(kind: TrackKind) => boolean> {
  const states = {
    audio: await readPermission(permissions, 'audio'),
    video: await readPermission(permissions, 'video'),
  };
  return (kind) => {
    const other = states[kind === 'audio' ? 'video' : 'audio'];
    return (
      states[kind] === 'granted' || states[kind] === null || (states[kind] === 'prompt' && other === 'denied')
    );
  };
}
