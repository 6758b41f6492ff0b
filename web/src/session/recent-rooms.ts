import { signal } from '@preact/signals-core';
import type { KeyValueStorage } from './ports.ts';
import { parseFragment, type RoomKey, roomPath } from './room-key.ts';
import { readOwnerKey } from './seat-storage.ts';
import type { RecentRoom, RecentRooms } from './view.ts';

export interface RecentRoomsOptions {
  readonly storage: KeyValueStorage;
  readonly now: () => number;
  readonly go: (path: string) => void;
}

/** The rooms that this browser remembers: nothing until its person asks for it, and nothing leaves this browser. */
export function createRecentRooms({
  storage,
  now,
  go,
}: RecentRoomsOptions): RecentRooms & { note(roomKey: RoomKey): void } {
  const rooms = signal(readRooms(storage));

  function write(next: readonly RecentRoom[]): void {
    const lines = next.slice(0, MAX_ROOMS).map(({ path, visitedAtMs }) => `${visitedAtMs} ${path}`);
    storage.set(RECENT_ROOMS, lines.join('\n'));
    rooms.value = readRooms(storage);
  }

  /** Another tab may have written meanwhile. */
  const others = (path: string) => readRooms(storage)?.filter((room) => room.path !== path);

  return {
    rooms,
    open: go,
    setRemembering(on) {
      if (on) write([]);
      else {
        storage.remove(RECENT_ROOMS);
        rooms.value = null;
      }
    },
    forget(path) {
      write(others(path) ?? []);
    },
    note(roomKey) {
      const path = roomPath(roomKey);
      const kept = others(path);
      if (kept !== undefined) write([describe(storage, { path, visitedAtMs: now() }, roomKey), ...kept]);
    },
  };
}

const RECENT_ROOMS = 'burrow.recent-rooms';
const MAX_ROOMS = 20;

/** Null when nothing is to be remembered. */
function readRooms(storage: KeyValueStorage): readonly RecentRoom[] | null {
  const text = storage.get(RECENT_ROOMS);
  if (text === null) return null;
  return text.split('\n').flatMap((line) => {
    const [visitedAt, path = ''] = line.split(' ');
    const visitedAtMs = Number(visitedAt);
    const roomKey = parseFragment(path.replace(/^\/r/, ''));
    const isWhole = roomKey !== null && Number.isSafeInteger(visitedAtMs);
    return isWhole ? [describe(storage, { path, visitedAtMs }, roomKey)] : [];
  });
}

function describe(
  storage: KeyValueStorage,
  room: Pick<RecentRoom, 'path' | 'visitedAtMs'>,
  roomKey: RoomKey,
): RecentRoom {
  const isTyped = roomKey.kind === 'typed';
  return {
    ...room,
    code: isTyped ? roomKey.code : null,
    isOwn: !isTyped && readOwnerKey(storage, roomKey.ownerTag) !== null,
  };
}
