import { type ReadonlySignal, signal } from '@preact/signals';

/**
 * Browsers may refuse to play sound until the person touches the page. Then the picture plays without it, and this
 * remembers whose sound is held back.
 */
export interface PlaybackGate {
  readonly blocked: ReadonlySignal<boolean>;
  play(element: HTMLMediaElement): void;
  /** To be called from within a touch or a click. */
  resume(): void;
}

export function createPlaybackGate(): PlaybackGate {
  const refused = new Set<HTMLMediaElement>();
  const blocked = signal(false);

  async function play(element: HTMLMediaElement): Promise<void> {
    element.muted = false;
    const isRefused = await isPlayRefused(element);
    if (isRefused) {
      refused.add(element);
      element.muted = true;
      await isPlayRefused(element);
    } else {
      refused.delete(element);
    }
    for (const other of refused) if (!other.isConnected) refused.delete(other);
    blocked.value = refused.size > 0;
  }

  return {
    blocked,
    play: (element) => void play(element),
    resume() {
      for (const element of refused) void play(element);
    },
  };
}

/** An abort is none: the stream was changed meanwhile, and its successor is played by a call of its own. */
async function isPlayRefused(element: HTMLMediaElement): Promise<boolean> {
  try {
    await element.play();
    return false;
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError';
  }
}
