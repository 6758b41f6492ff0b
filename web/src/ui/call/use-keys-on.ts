import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { browserStorage } from '../../browser/browser-storage.ts';

const STORAGE_KEY = 'burrow.shortcuts';

/** Whether single keys are shortcuts; remembered by this browser. */
export function useKeysOn(): Signal<boolean> {
  const storage = browserStorage(() => window.localStorage);
  const isOn = useSignal(storage.get(STORAGE_KEY) !== 'off');
  useSignalEffect(() => storage.set(STORAGE_KEY, isOn.value ? 'on' : 'off'));
  return isOn;
}
