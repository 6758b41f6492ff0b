import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeviceControls } from '../../session/device-view.ts';

/**
 * Sends all sound of the page to the chosen speaker. It looks for whatever starts to play instead of being told, so
 * that no tile has to know of it.
 */
export function useSpeakerRoute({ speakerId, canChooseSpeaker }: DeviceControls): void {
  useSignalEffect(() => {
    const id = speakerId.value;
    if (!canChooseSpeaker) return;
    for (const element of document.querySelectorAll<HTMLMediaElement>('video, audio'))
      void route(element, id);
  });
  useEffect(() => {
    if (!canChooseSpeaker) return;
    const handlePlay = ({ target }: Event) => {
      if (target instanceof HTMLMediaElement) void route(target, speakerId.peek());
    };
    // Media events do not bubble, but they are captured.
    document.addEventListener('play', handlePlay, true);
    return () => document.removeEventListener('play', handlePlay, true);
  }, [speakerId, canChooseSpeaker]);
}

async function route(element: HTMLMediaElement, id: string): Promise<void> {
  if (element.sinkId === id) return;
  try {
    await element.setSinkId(id);
  } catch (error) {
    // The speaker is gone, or was not allowed: the sound stays where it is, and the next list of devices says so.
    if (!(error instanceof DOMException)) throw error;
  }
}
