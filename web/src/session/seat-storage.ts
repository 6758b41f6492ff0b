import { SEAT_HOLD_SECONDS } from '#protocol';
import type { CallPorts, KeyValueStorage } from './ports.ts';
import { isOwnerKey } from './room-derivation.ts';

/** What a tab must know to take its seat again after a reload. */
export interface StoredSeat {
  readonly id: string;
  readonly resume: string;
}

/**
 * The seat that this tab had before it was reloaded. A duplicated tab has a copy of it, but not the lock of the tab that
 * it was copied from, and so has none.
 */
export async function holdStoredSeat(
  { tabStorage, holdLock, clock }: Pick<CallPorts, 'tabStorage' | 'holdLock' | 'clock'>,
  room: string,
): Promise<StoredSeat | null> {
  const stored = readSeat(tabStorage, room, clock.now());
  return stored !== null && (await holdLock(seatLock(stored.id))) ? stored : null;
}

/** The name of the lock that the tab of a seat holds. */
export function seatLock(seatId: string): string {
  return `burrow seat ${seatId}`;
}

export function writeSeat(
  { tabStorage, clock }: Pick<CallPorts, 'tabStorage' | 'clock'>,
  room: string,
  { id, resume }: StoredSeat,
): void {
  tabStorage.set(seatKey(room), `${id} ${resume} ${clock.now()}`);
}

export function forgetSeat(tabStorage: KeyValueStorage, room: string): void {
  tabStorage.remove(seatKey(room));
}

/** The owner key of a room that this browser opened. */
export function readOwnerKey(storage: KeyValueStorage, ownerTag: string): string | null {
  return ownerKeys(storage).get(ownerTag) ?? null;
}

/** Keeps the newest, so that the list does not grow for ever. */
export function writeOwnerKey(storage: KeyValueStorage, ownerTag: string, ownerKey: string): void {
  const keys = [...ownerKeys(storage), [ownerTag, ownerKey] as const].slice(-MAX_OWNER_KEYS);
  storage.set(OWNER_KEYS, keys.map((pair) => pair.join(' ')).join('\n'));
}

export function forgetOwnerKey(storage: KeyValueStorage, ownerTag: string): void {
  const keys = [...ownerKeys(storage)].filter(([tag]) => tag !== ownerTag);
  storage.set(OWNER_KEYS, keys.map((pair) => pair.join(' ')).join('\n'));
}

/**
 * A browser that brings back closed tabs brings back their storage too, days later: a seat that old is nobody's, and
 * nobody expects the camera to go on.
 */
function readSeat(tabStorage: KeyValueStorage, room: string, nowMs: number): StoredSeat | null {
  const [id, resume, writtenAtMs, ...rest] = tabStorage.get(seatKey(room))?.split(' ') ?? [];
  const isFresh = Math.abs(nowMs - Number(writtenAtMs)) <= FRESH_MS;
  return id && resume && isFresh && rest.length === 0 ? { id, resume } : null;
}

/** As long as the server holds the seat, and a little for the interval at which it is written. */
const FRESH_MS = (SEAT_HOLD_SECONDS + 15) * 1000;

const OWNER_KEYS = 'burrow.owner-keys';
const MAX_OWNER_KEYS = 100;

function seatKey(room: string): string {
  return `burrow.seat.${room}`;
}

function ownerKeys(storage: KeyValueStorage): Map<string, string> {
  const lines = (storage.get(OWNER_KEYS) ?? '').split('\n').map((line) => line.split(' '));
  const pairs = lines.flatMap(([tag, key]) => (tag && key && isOwnerKey(key) ? [[tag, key] as const] : []));
  return new Map(pairs);
}
