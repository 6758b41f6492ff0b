import * as z from 'zod/mini';
import { operatorSession } from '#protocol';
import type { KeyValueStorage } from '../session/ports.ts';

/** Of this tab alone, and only where the person wants it: whoever finds it is the operator until it ends. */
const KEY = 'burrow.operator';

const { token, expiresAt } = operatorSession.shape;
const keptSession = z.object({ token, expiresAt });

export type KeptSession = z.infer<typeof keptSession>;

/** Null when nothing is kept, or nothing that can be one; read as hostile. */
export function readKeptSession(storage: KeyValueStorage, nowMs: number): KeptSession | null {
  const text = storage.get(KEY);
  if (text === null) return null;
  const kept = keptSession.safeParse(jsonIn(text));
  return kept.success && Date.parse(kept.data.expiresAt) > nowMs ? kept.data : null;
}

/** @param session null: nothing is to be kept */
export function keepSession(storage: KeyValueStorage, session: KeptSession | null): void {
  if (session === null) storage.remove(KEY);
  else storage.set(KEY, JSON.stringify({ token: session.token, expiresAt: session.expiresAt }));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Somebody else's: as if nothing were kept.
    return null;
  }
}
