import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type ClientEvent, PROTOCOL_VERSION, refuse } from '#protocol';
import { createResumeTokens } from './resume-tokens.ts';
import { Rooms } from './rooms.ts';
import { recordingConnection } from './testing/recording-connection.ts';
import { createTestClock } from './testing/test-clock.ts';

const ROOM = 'R'.repeat(43);
const anybodyMayOpen = () => null;
const KEY = 'k'.repeat(32);

function createRooms({ capacity = 3, maxRooms = 10, clock = createTestClock() } = {}) {
  let ids = 0;
  const rooms = new Rooms({
    clock,
    tokens: createResumeTokens(KEY, () => clock.now()),
    newPeerId: () => `peer-${clock.now()}-${++ids}`,
    capacity,
    maxRooms,
  });
  return { rooms, clock };
}

function request(more: Partial<ClientEvent<'room:join'>> = {}): ClientEvent<'room:join'> {
  return { version: PROTOCOL_VERSION, room: ROOM, session: 's'.repeat(22), ...more };
}

function joined(rooms: Rooms, more: Partial<ClientEvent<'room:join'>> = {}) {
  const connection = recordingConnection();
  const result = rooms.join(connection, request(more), anybodyMayOpen);
  if (!result.ok) throw new Error(`expected a seat, found ${result.code}`);
  return { connection, ...result.value };
}

function ownedRoom() {
  const key = Buffer.alloc(16, 7);
  const blindId = Buffer.alloc(32, 9);
  const tag = createHash('sha256').update(key).digest().subarray(0, 16);
  const room = createHash('sha256')
    .update(Buffer.concat([blindId, tag]))
    .digest('base64url');
  const owner = { key: key.toString('base64url'), blindId: blindId.toString('base64url') };
  return { room, owner };
}

test('who joins learns who is there, and they learn who joined', () => {
  const { rooms } = createRooms();
  const ann = joined(rooms, { session: 'a'.repeat(22) });
  const ben = joined(rooms, { session: 'b'.repeat(22) });
  expect(ann.peers).toEqual([]);
  expect(ben.peers).toEqual([{ id: ann.self, session: 'a'.repeat(22), away: false }]);
  expect(ann.connection.take()).toEqual([['peer:joined', { id: ben.self, session: 'b'.repeat(22) }]]);
  expect(ben.connection.take()).toEqual([]);
});

test('a room takes as many as its capacity, and one more is refused', () => {
  const { rooms } = createRooms({ capacity: 2 });
  joined(rooms);
  joined(rooms);
  expect(rooms.join(recordingConnection(), request(), anybodyMayOpen)).toMatchObject({
    ok: false,
    code: 'full',
  });
});

test('a connection holds one seat', () => {
  const { rooms } = createRooms();
  const ann = joined(rooms);
  expect(rooms.join(ann.connection, request(), anybodyMayOpen)).toMatchObject({ code: 'bad-request' });
});

test('the number of rooms is bounded', () => {
  const { rooms } = createRooms({ maxRooms: 1 });
  joined(rooms);
  const other = rooms.join(recordingConnection(), request({ room: 'Q'.repeat(43) }), anybodyMayOpen);
  expect(other).toMatchObject({ code: 'unavailable' });
});

test('a signal reaches its addressee alone, stamped with its sender', () => {
  const { rooms } = createRooms();
  const [ann, ben, eve] = [joined(rooms), joined(rooms), joined(rooms)];
  for (const { connection } of [ann, ben, eve]) connection.take();
  expect(rooms.relay(ann.connection, { to: ben.self, payload: 'sealed' })).toBeNull();
  expect(ben.connection.take()).toEqual([['signal', { from: ann.self, payload: 'sealed' }]]);
  expect(eve.connection.take()).toEqual([]);
});

test('a signal into another room, to oneself or from outside is refused', () => {
  const { rooms } = createRooms();
  const ann = joined(rooms);
  const mallory = joined(rooms, { room: 'Q'.repeat(43) });
  expect(rooms.relay(mallory.connection, { to: ann.self, payload: 'x' })).toBe('unknown-peer');
  expect(rooms.relay(ann.connection, { to: ann.self, payload: 'x' })).toBe('unknown-peer');
  expect(rooms.relay(recordingConnection(), { to: ann.self, payload: 'x' })).toBe('not-in-room');
  expect(ann.connection.take()).toEqual([]);
});

test('a lost connection leaves its seat away for 45 s and then ends it', () => {
  const { rooms, clock } = createRooms();
  const [ann, ben] = [joined(rooms), joined(rooms)];
  ann.connection.take();
  rooms.handleDisconnect(ben.connection);
  expect(ann.connection.take()).toEqual([['peer:away', { id: ben.self }]]);
  expect(rooms.relay(ann.connection, { to: ben.self, payload: 'x' })).toBe('away');
  clock.advance(44_999);
  expect(ann.connection.take()).toEqual([]);
  clock.advance(1);
  expect(ann.connection.take()).toEqual([['peer:left', { id: ben.self, reason: 'expired' }]]);
  const late = rooms.join(recordingConnection(), request({ resume: ben.resume }), anybodyMayOpen);
  expect(late).toMatchObject({ code: 'expired' });
});

test('a resumed seat keeps its id and passes a full and locked room', () => {
  const { room, owner } = ownedRoom();
  const { rooms } = createRooms({ capacity: 2 });
  const ann = joined(rooms, { room, owner });
  const ben = joined(rooms, { room });
  rooms.lock(ann.connection, true);
  rooms.handleDisconnect(ben.connection);
  const back = joined(rooms, { room, resume: ben.resume, session: 'n'.repeat(22) });
  expect(back.self).toBe(ben.self);
  expect(ann.connection.take().at(-1)).toEqual(['peer:back', { id: ben.self, session: 'n'.repeat(22) }]);
});

test('resuming a seat whose connection is still up closes the older one as replaced', () => {
  const { rooms } = createRooms();
  const ann = joined(rooms);
  const again = joined(rooms, { resume: ann.resume });
  expect(again.self).toBe(ann.self);
  expect(ann.connection.take()).toEqual([['room:closed', { reason: 'replaced' }]]);
  rooms.handleDisconnect(ann.connection);
  expect(rooms.counts().connected).toBe(1);
});

test('a token is good until its successor is used, because the answer that carried it may be lost', () => {
  const { rooms } = createRooms();
  const first = joined(rooms);
  const second = joined(rooms, { resume: first.resume });
  const retried = joined(rooms, { resume: first.resume });
  const third = joined(rooms, { resume: retried.resume });
  expect(new Set([first.self, second.self, third.self]).size).toBe(1);
  const superseded = rooms.join(recordingConnection(), request({ resume: first.resume }), anybodyMayOpen);
  expect(superseded).toMatchObject({ code: 'expired' });
});

test('a stolen token is worth nothing in another room, altered, or after its owner left', () => {
  const { rooms } = createRooms();
  const ann = joined(rooms);
  joined(rooms);
  const elsewhere = rooms.join(
    recordingConnection(),
    request({ room: 'Q'.repeat(43), resume: ann.resume }),
    anybodyMayOpen,
  );
  expect(elsewhere).toMatchObject({ code: 'expired' });
  const altered = `${ann.resume.slice(0, -3)}AAA`;
  expect(rooms.join(recordingConnection(), request({ resume: altered }), anybodyMayOpen)).toMatchObject({
    code: 'expired',
  });
  rooms.leave(ann.connection);
  const late = rooms.join(recordingConnection(), request({ resume: ann.resume }), anybodyMayOpen);
  expect(late).toMatchObject({ code: 'expired' });
});

test('after a restart seats are taken up again for 45 s, the owner still the owner', () => {
  const { room, owner } = ownedRoom();
  const before = createRooms();
  const ann = joined(before.rooms, { room, owner });
  const ben = joined(before.rooms, { room });
  before.clock.advance(1_000);
  const { rooms, clock } = createRooms({ clock: before.clock });
  const annBack = joined(rooms, { room, resume: ann.resume });
  expect(annBack).toMatchObject({ self: ann.self, owner: true });
  const benBack = joined(rooms, { room, resume: ben.resume });
  expect(benBack).toMatchObject({ self: ben.self, owner: false });
  expect(annBack.connection.take()).toEqual([['peer:back', { id: ben.self, session: 's'.repeat(22) }]]);
  rooms.leave(benBack.connection);
  const revoked = rooms.join(recordingConnection(), request({ room, resume: ben.resume }), anybodyMayOpen);
  expect(revoked).toMatchObject({ code: 'expired' });
  clock.advance(45_000);
  const late = rooms.join(recordingConnection(), request({ room, resume: ben.resume }), anybodyMayOpen);
  expect(late).toMatchObject({ code: 'expired' });
});

test('after a restart a newer token wins over a superseded one', () => {
  const before = createRooms();
  const first = joined(before.rooms);
  const second = joined(before.rooms, { resume: first.resume });
  const third = joined(before.rooms, { resume: second.resume });
  before.clock.advance(1_000);
  const { rooms } = createRooms({ clock: before.clock });
  const thief = joined(rooms, { resume: first.resume });
  const rightful = joined(rooms, { resume: third.resume });
  expect(rightful.self).toBe(first.self);
  expect(thief.connection.take()).toEqual([['room:closed', { reason: 'replaced' }]]);
  const thiefAgain = rooms.join(recordingConnection(), request({ resume: thief.resume }), anybodyMayOpen);
  expect(thiefAgain).toMatchObject({ code: 'expired' });
});

test('only an owner locks and removes, and a wrong proof gets no seat', () => {
  const { room, owner } = ownedRoom();
  const { rooms } = createRooms();
  const ben = joined(rooms, { room });
  expect(rooms.lock(ben.connection, true)).toMatchObject({ code: 'not-owner' });
  const forged = { ...owner, key: 'A'.repeat(22) };
  expect(rooms.join(recordingConnection(), request({ room, owner: forged }), anybodyMayOpen)).toMatchObject({
    code: 'not-owner',
  });
  const ann = joined(rooms, { room, owner });
  expect(rooms.remove(ben.connection, ann.self)).toMatchObject({ code: 'not-owner' });
  expect(rooms.lock(ann.connection, true)).toMatchObject({ ok: true });
  expect(ben.connection.take().at(-1)).toEqual(['room:changed', { locked: true }]);
  expect(rooms.join(recordingConnection(), request({ room }), anybodyMayOpen)).toMatchObject({
    code: 'locked',
  });
});

test('who is removed is told, their token ends, and the room is locked', () => {
  const { room, owner } = ownedRoom();
  const { rooms } = createRooms();
  const [ann, ben, eve] = [joined(rooms, { room, owner }), joined(rooms, { room }), joined(rooms, { room })];
  for (const { connection } of [ann, ben, eve]) connection.take();
  expect(rooms.remove(ann.connection, eve.self)).toMatchObject({ ok: true });
  expect(eve.connection.take()).toEqual([['room:closed', { reason: 'removed' }]]);
  expect(ben.connection.take()).toEqual([
    ['peer:left', { id: eve.self, reason: 'removed' }],
    ['room:changed', { locked: true }],
  ]);
  expect(
    rooms.join(recordingConnection(), request({ room, resume: eve.resume }), anybodyMayOpen),
  ).toMatchObject({
    code: 'expired',
  });
  expect(rooms.join(eve.connection, request({ room }), anybodyMayOpen)).toMatchObject({ code: 'locked' });
  expect(rooms.remove(ann.connection, ann.self)).toMatchObject({ code: 'bad-request' });
});

test('an empty room is forgotten with its lock', () => {
  const { room, owner } = ownedRoom();
  const { rooms } = createRooms();
  const ann = joined(rooms, { room, owner });
  rooms.lock(ann.connection, true);
  rooms.leave(ann.connection);
  expect(rooms.counts()).toEqual({ rooms: 0, connected: 0, visitors: 0 });
  expect(joined(rooms, { room }).locked).toBe(false);
});

test('who may not open a room gets into it once it is there', () => {
  const { rooms } = createRooms();
  const mayNotOpen = () => refuse('password-needed');
  expect(rooms.join(recordingConnection(), request(), mayNotOpen)).toMatchObject({ code: 'password-needed' });
  expect(rooms.counts()).toEqual({ rooms: 0, connected: 0, visitors: 0 });
  joined(rooms);
  expect(rooms.join(recordingConnection(), request(), mayNotOpen)).toMatchObject({ ok: true });
});

test('who comes back after a restart opens the room again without being asked', () => {
  const clock = createTestClock();
  const { resume, self } = joined(createRooms({ clock }).rooms);
  const { rooms } = createRooms({ clock });
  const mayNotOpen = () => refuse('password-needed');
  const guest = recordingConnection();
  expect(rooms.join(guest, request(), mayNotOpen)).toMatchObject({ code: 'password-needed' });
  expect(rooms.join(recordingConnection(), request({ resume }), mayNotOpen)).toMatchObject({
    value: { self },
  });
  expect(rooms.join(guest, request(), mayNotOpen)).toMatchObject({ ok: true });
});
