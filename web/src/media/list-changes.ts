import type { Device } from '../session/view.ts';

/** An alias that Chromium lists for whatever the system uses; it comes and goes with the devices behind it. */
const CHROMIUM_DEFAULT_ALIAS = 'default';

/** What was plugged in between two listings. A device that got its label only now was there before. */
export function addedDevices(now: readonly Device[], before: readonly Device[]): readonly Device[] {
  return now.filter(
    ({ id, label }) =>
      label !== '' && id !== CHROMIUM_DEFAULT_ALIAS && !before.some((known) => known.id === id),
  );
}

export function removedDevices(now: readonly Device[], before: readonly Device[]): readonly Device[] {
  return addedDevices(before, now);
}
