import type { KeyValueStorage } from '../session/ports.ts';

/**
 * Web Storage for things that are nice to remember. Browsers may refuse it (private windows, settings, a full disk):
 * then nothing is remembered, and nothing else changes.
 * @param open throws where storage is switched off altogether
 */
export function browserStorage(open: () => Storage): KeyValueStorage {
  return {
    get: (key) => ifAllowed(() => open().getItem(key)),
    set: (key, value) => void ifAllowed(() => open().setItem(key, value)),
    remove: (key) => void ifAllowed(() => open().removeItem(key)),
  };
}

function ifAllowed<T>(use: () => T): T | null {
  try {
    return use();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
