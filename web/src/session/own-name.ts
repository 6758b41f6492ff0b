import type { KeyValueStorage } from './ports.ts';
import { MAX_NAME_CHARACTERS } from './view.ts';

/** The name of the last visit; empty where there was none. */
export function readOwnName(storage: Pick<KeyValueStorage, 'get'>): string {
  return (storage.get(STORAGE_KEY) ?? '').slice(0, MAX_NAME_CHARACTERS);
}

export function rememberOwnName(storage: Pick<KeyValueStorage, 'set'>, name: string): void {
  storage.set(STORAGE_KEY, name);
}

const STORAGE_KEY = 'burrow.name';
