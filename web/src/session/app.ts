import { effect, type ReadonlySignal, signal } from '@preact/signals-core';
import { SIDE_PATHS, type SidePath } from '#protocol';
import type { KeyValueStorage } from './ports.ts';
import { createRecentRooms } from './recent-rooms.ts';
import {
  createRoomKey,
  parseFragment,
  parseRoomInput,
  ROOM_PATHNAME,
  type RoomKey,
  roomPath,
} from './room-key.ts';
import { writeOwnerKey } from './seat-storage.ts';
import type { App, Call, Screen, UnsupportedReason } from './view.ts';

/** The page's address, as far as the app reads and writes it. */
export interface Location {
  readonly path: ReadonlySignal<{ readonly pathname: string; readonly hash: string }>;
  readonly origin: string;
  go(path: string): void;
}

export interface AppPorts {
  readonly location: Location;
  readonly storage: KeyValueStorage;
  readonly random: (bytes: number) => Uint8Array<ArrayBuffer>;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly unsupported: UnsupportedReason | null;
  /** Rejects when the script of calls cannot be had. */
  readonly createCall: (roomKey: RoomKey) => Promise<Call>;
  /** `hash`: of its address. Rejects as `createCall` does. */
  readonly openSidePage: (path: SidePath, hash: string) => Promise<SidePage>;
  readonly report: (error: unknown) => void;
}

export interface SidePage {
  close(): void;
}

/** Which screen is shown: follows the address, so that links, reloads and the back button all do what they say. */
export function createApp(ports: AppPorts): App {
  const { location, storage } = ports;
  const screen = signal<Screen>({ name: 'home', problem: null });
  const recentRooms = createRecentRooms({ storage, now: ports.now, go: location.go });
  /** Grows with each change of address: a call that took long to load may no longer be wanted. */
  let openings = 0;
  let sidePage: SidePage | null = null;
  /** Where the side page was opened from. */
  let returnPath = '/';

  location.path.subscribe(({ pathname, hash }) => {
    openings++;
    const before = screen.peek();
    if (before.name === 'room') before.call.leave();
    sidePage?.close();
    sidePage = null;
    if (isSidePath(pathname)) {
      if (ports.unsupported !== null && !WITHOUT_CALLS.includes(pathname))
        screen.value = { name: 'unsupported', reason: ports.unsupported };
      else openSidePage(pathname, hash).catch(ports.report);
      return;
    }
    const isRoom = pathname === ROOM_PATHNAME;
    const roomKey = isRoom ? parseFragment(hash) : null;
    if (roomKey === null) screen.value = { name: 'home', problem: isRoom ? 'broken-link' : null };
    else if (ports.unsupported !== null) screen.value = { name: 'unsupported', reason: ports.unsupported };
    else openCall(roomKey).catch(ports.report);
  });

  async function openCall(roomKey: RoomKey): Promise<void> {
    const opening = ++openings;
    screen.value = { name: 'opening' };
    try {
      const call = await ports.createCall(roomKey);
      if (opening === openings) {
        screen.value = { name: 'room', call };
        noteOnceIn(call, roomKey);
      } else call.leave();
    } catch (error) {
      if (opening === openings) screen.value = { name: 'unsupported', reason: 'load-failed' };
      throw error;
    }
  }

  async function openSidePage(path: SidePath, hash: string): Promise<void> {
    const opening = ++openings;
    screen.value = { name: 'opening' };
    try {
      const page = await ports.openSidePage(path, hash);
      if (opening === openings) {
        sidePage = page;
        screen.value = { name: 'side', path };
      } else page.close();
    } catch (error) {
      if (opening === openings) screen.value = { name: 'unsupported', reason: 'load-failed' };
      throw error;
    }
  }

  /** Remembered are rooms in which one was, not those at whose door one stood. */
  function noteOnceIn(call: Call, roomKey: RoomKey): void {
    const stop = effect(() => {
      const phase = call.phase.value;
      if (phase === 'in-call') recentRooms.note(roomKey);
      // Not at once: the effect may still be on its first run.
      if (phase === 'in-call' || phase === 'over') queueMicrotask(() => stop());
    });
  }

  async function openNewRoom(): Promise<void> {
    const { roomKey, ownerKey } = await createRoomKey(ports.random);
    if (roomKey.kind === 'generated') writeOwnerKey(storage, roomKey.ownerTag, ownerKey);
    location.go(roomPath(roomKey));
  }

  return {
    screen,
    recentRooms,
    startNewCall() {
      if (ports.unsupported === null) openNewRoom().catch(ports.report);
      else screen.value = { name: 'unsupported', reason: ports.unsupported };
    },
    openRoom(input) {
      const parsed = parseRoomInput(input, location.origin);
      if (!parsed.ok) return parsed.problem;
      location.go(roomPath(parsed.roomKey));
      return null;
    },
    openSidePage(path) {
      const { pathname, hash } = location.path.peek();
      if (!isSidePath(pathname)) returnPath = pathname + hash;
      location.go(path);
    },
    closeSidePage: () => location.go(returnPath),
    goHome: () => location.go('/'),
  };
}

/** Pages that need nothing of what calls need of a browser. */
const WITHOUT_CALLS: readonly SidePath[] = ['/status'];

function isSidePath(pathname: string): pathname is SidePath {
  return (SIDE_PATHS as readonly string[]).includes(pathname);
}
