/** A server that asks for a password before it opens a room: what each page meets, and what it remembers. */
import { expect, test } from 'vitest';
import { SEAT_HOLD_SECONDS } from '#protocol';
import { LONGEST_WAIT_MS } from '../../web/src/session/picture-wait.ts';
import { createRoomKey } from '../../web/src/session/room-key.ts';
import { watchWebCrypto } from './settle.ts';
import { type Page, World } from './world.ts';

const settle = watchWebCrypto();
const { roomKey } = await createRoomKey((bytes) => new Uint8Array(bytes).fill(7));
const PASSWORD = 'three unusual words';

function setUp() {
  const world = new World(roomKey, PASSWORD);
  return {
    world,
    async join(page: Page, password = '') {
      page.call.password.value = password;
      const joining = page.call.join();
      await settle(world.inTransit);
      await joining;
      await settle(world.inTransit);
      world.clock.advance(LONGEST_WAIT_MS);
    },
    async wait(seconds: number) {
      for (let passed = 0; passed < seconds; passed++) {
        world.clock.advance(1_000);
        await settle(world.inTransit);
      }
    },
  };
}

function seen({ call }: Page) {
  return {
    phase: call.phase.peek(),
    problem: call.joinProblem.peek(),
    asked: call.passwordAsked.peek(),
    typed: call.password.peek(),
  };
}

const IN_CALL = { phase: 'in-call', problem: null };

test('the first is asked, told when it was wrong, and let in when it is right; the next is not asked', async () => {
  const { world, join } = setUp();
  const [ann, ben] = [world.openPage('Ann'), world.openPage('Ben')];
  expect(seen(ann).asked).toBe(false);
  await join(ann);
  expect(seen(ann)).toEqual({ phase: 'lobby', problem: 'password-needed', asked: true, typed: '' });
  await join(ann, 'a guess');
  expect(seen(ann)).toEqual({ phase: 'lobby', problem: 'wrong-password', asked: true, typed: '' });
  await join(ann, PASSWORD);
  expect(seen(ann)).toMatchObject(IN_CALL);
  await join(ben);
  expect(seen(ben)).toMatchObject({ ...IN_CALL, asked: false });
  expect(world.reported).toEqual([]);
});

test('a guest who was early joins once the room is open, with nothing typed', async () => {
  const { world, join } = setUp();
  const [ann, ben] = [world.openPage('Ann'), world.openPage('Ben')];
  await join(ben);
  expect(seen(ben)).toMatchObject({ phase: 'lobby', problem: 'password-needed' });
  await join(ann, PASSWORD);
  await join(ben);
  expect(seen(ben)).toMatchObject(IN_CALL);
});

test('the right password is remembered by the tab alone, a wrong one by nobody', async () => {
  const { world, join } = setUp();
  const ann = world.openPage('Ann');
  await join(ann, 'a guess');
  expect([...ann.tabStorage.values()]).not.toContain('a guess');
  await join(ann, PASSWORD);
  ann.call.leave();
  await settle(world.inTransit);
  const again = world.openPage('Ann', { tabStorage: ann.tabStorage.copy() });
  await join(again);
  expect(seen(again)).toMatchObject({ ...IN_CALL, asked: false });
  again.call.leave();
  await settle(world.inTransit);
  const elsewhere = world.openPage('Ann');
  await join(elsewhere);
  expect(seen(elsewhere)).toMatchObject({ problem: 'password-needed' });
});

test('a remembered password that no longer opens is forgotten, and nobody is told that they mistyped it', async () => {
  const { world, join } = setUp();
  const ann = world.openPage('Ann');
  await join(ann, PASSWORD);
  ann.call.leave();
  await settle(world.inTransit);
  world.changeCreatePassword('another password');
  const again = world.openPage('Ann', { tabStorage: ann.tabStorage.copy() });
  await join(again);
  expect(seen(again)).toMatchObject({ phase: 'lobby', problem: 'password-needed', asked: true });
  expect([...again.tabStorage.values()]).not.toContain(PASSWORD);
});

test('a call goes on after a restart, also when its guests are back first', async () => {
  const { world, join, wait } = setUp();
  const [ann, ben] = [world.openPage('Ann'), world.openPage('Ben')];
  await join(ann, PASSWORD);
  await join(ben);
  world.restartServer();
  await wait(5);
  for (const page of [ann, ben]) expect(page.call.signalingConnected.peek()).toBe(true);
});

test('when every seat is gone, guests are back as soon as somebody with the password is', async () => {
  const { world, join, wait } = setUp();
  const [ann, ben] = [world.openPage('Ann'), world.openPage('Ben')];
  await join(ann, PASSWORD);
  await join(ben);
  // Both are cut off for longer than their seats are held.
  for (const page of [ann, ben]) page.cutOff();
  await wait(SEAT_HOLD_SECONDS + 5);
  ben.plugIn();
  await wait(10);
  expect(ben.call.signalingConnected.peek()).toBe(false);
  expect(ben.call.phase.peek()).toBe('in-call');
  ann.plugIn();
  await wait(10);
  for (const page of [ann, ben]) expect(page.call.signalingConnected.peek()).toBe(true);
  expect(ben.call.people.peek()).toHaveLength(1);
});

test('a password that was changed under a call is tried once, not for ever', async () => {
  const { world, join, wait } = setUp();
  const ann = world.openPage('Ann');
  await join(ann, PASSWORD);
  world.changeCreatePassword('another password');
  ann.cutOff();
  await wait(SEAT_HOLD_SECONDS + 5);
  ann.plugIn();
  await wait(60);
  expect(seen(ann)).toMatchObject({ phase: 'in-call', typed: '' });
  expect([...ann.tabStorage.values()]).not.toContain(PASSWORD);
  await join(world.openPage('Ben'), 'another password');
  await wait(5);
  expect(ann.call.signalingConnected.peek()).toBe(true);
});
