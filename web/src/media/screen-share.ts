import { signal } from '@preact/signals-core';
import type { ScreenContent, ScreenProblem, ScreenShare } from '../session/view.ts';

export type ScreenTrackKind = 'screen' | 'screen-audio';
export type ScreenTrackListener = (kind: ScreenTrackKind, track: MediaStreamTrack | null) => void;

export interface ScreenShareOptions {
  /** `navigator.mediaDevices`; browsers of phones cannot share a screen. */
  readonly devices: Partial<Pick<MediaDevices, 'getDisplayMedia'>>;
}

export interface ScreenShareWithTracks {
  readonly screen: ScreenShare;
  /** Calls back whenever another track (or none) is to be sent; returns what ends the subscription. */
  onTrackChange(listener: ScreenTrackListener): () => void;
}

/** What this person shows of their screen: one window, tab or monitor at a time, beside the camera. */
export function createScreenShare({ devices }: ScreenShareOptions): ScreenShareWithTracks {
  const stream = signal<MediaStream | null>(null);
  const content = signal<ScreenContent>('detail');
  const problem = signal<ScreenProblem | null>(null);
  const listeners = new Set<ScreenTrackListener>();
  /** Grows with each start and stop: what a person allows may come when it is no longer wanted. */
  let starts = 0;

  function tell(kind: ScreenTrackKind, track: MediaStreamTrack | null): void {
    for (const listener of listeners) listener(kind, track);
  }

  async function start(): Promise<void> {
    const own = ++starts;
    problem.value = null;
    if (devices.getDisplayMedia === undefined) return;
    try {
      const shared = await devices.getDisplayMedia(wish(content.value));
      if (own === starts) take(shared);
      else end(shared);
    } catch (error) {
      if (own === starts) problem.value = problemOf(error);
    }
  }

  function take(shared: MediaStream): void {
    end(stream.value);
    const [picture = null] = shared.getVideoTracks();
    const [sound = null] = shared.getAudioTracks();
    if (picture !== null) picture.contentHint = content.value;
    // The browser has its own way to stop: its bar, or the shared window closes. Sound that ends alone is only silent.
    picture?.addEventListener('ended', () => {
      if (stream.value === shared) stop();
    });
    stream.value = shared;
    tell('screen', picture);
    tell('screen-audio', sound);
  }

  function stop(): void {
    starts++;
    if (stream.value === null) return;
    tell('screen', null);
    tell('screen-audio', null);
    end(stream.value);
    stream.value = null;
  }

  async function setContent(chosen: ScreenContent): Promise<void> {
    content.value = chosen;
    const picture = stream.value?.getVideoTracks()[0];
    if (picture === undefined) return;
    picture.contentHint = chosen;
    try {
      await picture.applyConstraints(LIMITS[chosen]);
    } catch (error) {
      // The hint alone tells the encoder what to spare; a source that cannot be scaled goes on as it is.
      problem.value = problemOf(error);
    }
  }

  return {
    screen: {
      ...{ stream, content, problem, start, stop, setContent },
      isSupported: devices.getDisplayMedia !== undefined,
    },
    onTrackChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Why these: text is read pixel by pixel and hardly moves; a film has to flow, and nobody needs it larger than Full HD.
 * What is sent of it, the budget of the call decides.
 */
const LIMITS: Readonly<Record<ScreenContent, MediaTrackConstraints>> = {
  detail: { frameRate: { max: 15 }, width: { max: 2560 }, height: { max: 1600 } },
  motion: { frameRate: { max: 30 }, width: { max: 1920 }, height: { max: 1200 } },
};

/** https://www.w3.org/TR/screen-capture/ with what the DOM library does not know yet. */
interface DisplayWish extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include';
  readonly selfBrowserSurface: 'exclude';
  readonly surfaceSwitching: 'include';
}

function wish(content: ScreenContent): DisplayWish {
  return {
    video: LIMITS[content],
    // Not the call itself, or everybody would hear themselves; and not filtered as a voice would be.
    audio: {
      ...{ restrictOwnAudio: true },
      ...{ echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    },
    systemAudio: 'include',
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'include',
  };
}

/** Null where the person has just thought better of it. */
function problemOf(error: unknown): ScreenProblem | null {
  if (!(error instanceof DOMException)) return 'failed';
  if (error.name === 'NotAllowedError') return /system/i.test(error.message) ? 'system' : null;
  return error.name === 'AbortError' || error.name === 'InvalidStateError' ? null : 'failed';
}

function end(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
