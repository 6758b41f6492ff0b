import { effect } from '@preact/signals-core';
import type { CallPorts } from './ports.ts';

/**
 * Takes over what this tab had switched off before it was reloaded, and keeps it for the next time: who was muted shall not
 * be heard because the page was loaded again. The returned function forgets it, at the end of the call.
 */
export function keepSwitchedOff({
  media,
  tabStorage,
  report,
}: Pick<CallPorts, 'media' | 'tabStorage' | 'report'>): () => void {
  const kept = (tabStorage.get(KEY) ?? '').split(' ');
  if (kept.includes('microphone')) media.setMicrophoneOn(false).catch(report);
  if (kept.includes('camera')) media.setCameraOn(false).catch(report);
  const stop = effect(() => tabStorage.set(KEY, media.switchedOff.value.join(' ')));
  return () => {
    stop();
    tabStorage.remove(KEY);
  };
}

const KEY = 'burrow.switched-off';
