import { signal } from '@preact/signals-core';
import { expect, test, vi } from 'vitest';
import { createApp } from './app.ts';
import { createRecentRooms } from './recent-rooms.ts';
import type { RoomKey } from './room-key.ts';
import { readOwnerKey } from './seat-storage.ts';
import type { Call, CallPhase, UnsupportedReason } from './view.ts';

const ORIGIN = 'https://call.example.org';
const NOW = 1_795_000_000_000;
const LINK = `/r#${'S'.repeat(22)}.${'T'.repeat(22)}`;

function setUp({ path = '/', unsupported = null as UnsupportedReason | null, loads = true } = {}) {
  const address = (text: string) => {
    const url = new URL(text, ORIGIN);
    return { pathname: url.pathname, hash: url.hash };
  };
  const here = signal(address(path));
  const stored = new Map<string, string>();
  const storage = {
    get: (key: string) => stored.get(key) ?? null,
    set: (key: string, value: string) => void stored.set(key, value),
    remove: (key: string) => void stored.delete(key),
  };
  const reported: unknown[] = [];
  const left: RoomKey[] = [];
  const closed: string[] = [];
  const phase = signal<CallPhase>('lobby');
  const app = createApp({
    location: {
      path: here,
      origin: ORIGIN,
      go: (to) => {
        here.value = address(to);
      },
    },
    storage,
    random: (bytes) => new Uint8Array(bytes).fill(3),
    now: () => NOW,
    unsupported,
    createCall: async (roomKey) => {
      if (!loads) throw new TypeError('no network');
      return { roomKey, phase, leave: () => void left.push(roomKey) } as unknown as Call;
    },
    openSidePage: async (path, hash) => {
      if (!loads) throw new TypeError('no network');
      return { close: () => void closed.push(path + hash) };
    },
    report: (error) => void reported.push(error),
  });
  return { app, here, storage, reported, left, closed, phase };
}

test('a link opens its room', async () => {
  const { app } = setUp({ path: LINK });
  await expect.poll(() => app.screen.value.name).toBe('room');
});

test('a damaged link leads home and says that it is damaged', () => {
  expect(setUp({ path: '/r#nonsense' }).app.screen.value).toEqual({ name: 'home', problem: 'broken-link' });
  expect(setUp({ path: '/' }).app.screen.value).toEqual({ name: 'home', problem: null });
});

test('a new call gets a room of its own, and this browser the key of its owner', async () => {
  const { app, here, storage } = setUp();
  app.startNewCall();
  await expect.poll(() => app.screen.value.name).toBe('room');
  const ownerTag = here.value.hash.split('.')[1] ?? '';
  expect(readOwnerKey(storage, ownerTag)).toHaveLength(22);
});

test('going elsewhere leaves the call, also one that is still loading', async () => {
  const { app, left } = setUp({ path: LINK });
  app.goHome();
  expect(app.screen.value).toEqual({ name: 'home', problem: null });
  await expect.poll(() => left.length).toBe(1);
  expect(app.screen.value).toEqual({ name: 'home', problem: null });
});

test('where calls cannot work, the page says why', () => {
  const { app } = setUp({ path: LINK, unsupported: 'insecure-context' });
  expect(app.screen.value).toEqual({ name: 'unsupported', reason: 'insecure-context' });
  app.goHome();
  app.startNewCall();
  expect(app.screen.value).toEqual({ name: 'unsupported', reason: 'insecure-context' });
});

test('a call whose script cannot be loaded says so', async () => {
  const { app, reported } = setUp({ path: LINK, loads: false });
  await expect.poll(() => app.screen.value).toEqual({ name: 'unsupported', reason: 'load-failed' });
  expect(reported).toHaveLength(1);
});

test('the devices have a page of their own, which leads back to where it was opened', async () => {
  const { app, here, closed, left } = setUp({ path: LINK });
  await expect.poll(() => app.screen.value.name).toBe('room');
  app.openSidePage('/devices');
  expect(here.value.pathname).toBe('/devices');
  await expect.poll(() => app.screen.value).toEqual({ name: 'side', path: '/devices' });
  expect(left).toHaveLength(1);
  app.closeSidePage();
  expect(closed).toEqual(['/devices']);
  expect(`${here.value.pathname}${here.value.hash}`).toBe(LINK);
  await expect.poll(() => app.screen.value.name).toBe('room');
});

test('whoever leaves the page of the devices leaves no camera on', async () => {
  const { app, here, closed } = setUp({ path: '/devices' });
  await expect.poll(() => app.screen.value).toEqual({ name: 'side', path: '/devices' });
  app.closeSidePage();
  expect(closed).toEqual(['/devices']);
  expect(here.value.pathname).toBe('/');
  expect(app.screen.value.name).toBe('home');
});

test('the page of the devices says what is missing, as a room does', async () => {
  expect(setUp({ path: '/devices', unsupported: 'no-webrtc' }).app.screen.value).toEqual({
    name: 'unsupported',
    reason: 'no-webrtc',
  });
  const { app, reported } = setUp({ path: '/devices', loads: false });
  await expect.poll(() => app.screen.value).toEqual({ name: 'unsupported', reason: 'load-failed' });
  expect(reported).toHaveLength(1);
});

test('nothing is remembered unless the person wants it', async () => {
  const { app, storage, phase } = await opened('/r#~three%20unusual%20words');
  phase.value = 'in-call';
  expect(app.recentRooms.rooms.value).toBeNull();
  expect(storage.get('burrow.recent-rooms')).toBeNull();
});

test('rooms that were entered are remembered, newest first, until they are forgotten', async () => {
  const { app, here, storage, phase } = await opened('/');
  app.recentRooms.setRemembering(true);
  for (const code of ['three unusual words', 'another room here', 'three unusual words']) {
    phase.value = 'lobby';
    app.openRoom(code);
    await vi.waitFor(() => expect(app.screen.value.name).toBe('room'));
    phase.value = 'in-call';
    app.goHome();
  }
  const codes = () => app.recentRooms.rooms.value?.map(({ code }) => code);
  expect(codes()).toEqual(['three unusual words', 'another room here']);
  expect(app.recentRooms.rooms.value?.[0]).toMatchObject({ isOwn: false, visitedAtMs: NOW });
  app.recentRooms.open(app.recentRooms.rooms.value?.[0]?.path ?? '');
  expect(here.value.hash).toBe('#~three%20unusual%20words');
  app.recentRooms.forget('/r#~three%20unusual%20words');
  expect(codes()).toEqual(['another room here']);
  app.recentRooms.setRemembering(false);
  expect(storage.get('burrow.recent-rooms')).toBeNull();
});

test('who turned away at the door remembers nothing of it', async () => {
  const { app, phase } = await opened('/r#~three%20unusual%20words');
  app.recentRooms.setRemembering(true);
  phase.value = 'joining';
  phase.value = 'over';
  expect(app.recentRooms.rooms.value).toEqual([]);
});

test('a list that somebody damaged loses what is damaged', async () => {
  const { storage } = await opened('/');
  storage.set(
    'burrow.recent-rooms',
    ['1 /r#~three%20unusual%20words', 'x /r#~y', '2 javascript:alert(1)', ''].join('\n'),
  );
  const { rooms } = createRecentRooms({ storage, now: () => NOW, go: () => undefined });
  expect(rooms.value).toEqual([
    { path: '/r#~three%20unusual%20words', code: 'three unusual words', isOwn: false, visitedAtMs: 1 },
  ]);
});

async function opened(path: string) {
  const page = setUp({ path });
  await vi.waitFor(() => expect(page.app.screen.value.name).not.toBe('opening'));
  return page;
}
