import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  ADMISSION_SECONDS,
  type ClientEvent,
  KNOCK_HOLD_SECONDS,
  MAX_KNOCKS_PER_ROOM,
  PROTOCOL_VERSION,
} from '#protocol';
import { LIMITS } from './limits.ts';
import { createResumeTokens } from './resume-tokens.ts';
import { Rooms } from './rooms.ts';
import { recordingConnection } from './testing/recording-connection.ts';
import { createTestClock } from './testing/test-clock.ts';

const key = Buffer.alloc(16, 7);
const blindId = Buffer.alloc(32, 9);
const tag = createHash('sha256').update(key).digest().subarray(0, 16);
const room = createHash('sha256')
  .update(Buffer.concat([blindId, tag]))
  .digest('base64url');
const owner = { key: key.toString('base64url'), blindId: blindId.toString('base64url') };
const payload = 'c2VhbGVk';
const session = 'v'.repeat(22);
const mayOpen = () => null;

function setUp(capacity = 3) {
  const clock = createTestClock();
  let ids = 0;
  const rooms = new Rooms({
    clock,
    tokens: createResumeTokens('k'.repeat(32), () => clock.now()),
    newPeerId: () => `id-${++ids}`,
    capacity,
    maxRooms: 10,
  });
  const join = (connection = recordingConnection(), more: Partial<ClientEvent<'room:join'>> = {}) => ({
    connection,
    answer: rooms.join(connection, { version: PROTOCOL_VERSION, room, session, ...more }, mayOpen),
  });
  const seat = (more: Partial<ClientEvent<'room:join'>> = {}) => {
    const { connection, answer } = join(undefined, more);
    if (!answer.ok) throw new Error(`expected a seat, found ${answer.code}`);
    return { connection, ...answer.value };
  };
  let addresses = 0;
  const knock = (connection = recordingConnection(), addressKey = `address ${++addresses}`) => ({
    connection,
    answer: rooms.knock(connection, { version: PROTOCOL_VERSION, room, session, payload }, addressKey),
  });
  return { rooms, clock, join, seat, knock };
}

/** A locked room with its owner, and one who knocks. */
function knocked(capacity?: number) {
  const world = setUp(capacity);
  const ann = world.seat({ owner });
  world.rooms.lock(ann.connection, true);
  ann.connection.take();
  const { connection: visitor, answer } = world.knock();
  expect(answer).toEqual({ ok: true, value: { heard: true } });
  const [[name, data] = []] = ann.connection.take();
  expect([name, data]).toEqual(['knock:arrived', { id: expect.any(String), session, payload }]);
  return { ...world, ann, visitor, id: (data as { id: string }).id };
}

test('who is admitted comes in by the line that knocked, and the door stays locked', () => {
  const { rooms, ann, visitor, id, join } = knocked();
  expect(rooms.answerKnock(ann.connection, { knock: id, admit: true }).ok).toBe(true);
  expect(visitor.take()).toEqual([['knock:answered', { answer: 'admitted' }]]);
  expect(ann.connection.take()).toEqual([['knock:gone', { id }]]);
  expect(join().answer).toMatchObject({ code: 'locked' });
  expect(join(visitor, { session: 'o'.repeat(22) }).answer).toMatchObject({ code: 'locked' });
  expect(join(visitor).answer).toMatchObject({ ok: true, value: { locked: true, owner: false } });
  rooms.leave(visitor);
  expect(join(visitor).answer).toMatchObject({ code: 'locked' });
});

test('an admission is good for a minute', () => {
  const { rooms, ann, visitor, id, join, clock } = knocked();
  rooms.answerKnock(ann.connection, { knock: id, admit: true });
  clock.advance(ADMISSION_SECONDS * 1000);
  expect(join(visitor).answer).toMatchObject({ code: 'locked' });
  expect(rooms.counts().visitors).toBe(0);
});

test('an admission ends with the line that knocked', () => {
  const { rooms, ann, visitor, id, join } = knocked();
  rooms.answerKnock(ann.connection, { knock: id, admit: true });
  rooms.handleDisconnect(visitor);
  expect(join(visitor).answer).toMatchObject({ code: 'locked' });
});

test('who is declined is told, stays outside, and is answered once', () => {
  const { rooms, ann, visitor, id, join } = knocked();
  rooms.answerKnock(ann.connection, { knock: id, admit: false });
  expect(visitor.take()).toEqual([['knock:answered', { answer: 'declined' }]]);
  expect(join(visitor).answer).toMatchObject({ code: 'locked' });
  expect(rooms.answerKnock(ann.connection, { knock: id, admit: true })).toMatchObject({
    code: 'unknown-peer',
  });
});

test('only owners hear a knock, and only they answer it', () => {
  const { rooms, seat, join, ann, knock } = setUpWithGuest();
  const { connection: visitor } = knock();
  const [[, data] = []] = ann.connection.take();
  const { id } = data as { id: string };
  expect(seat.connection.take()).toEqual([]);
  expect(rooms.answerKnock(seat.connection, { knock: id, admit: true })).toMatchObject({ code: 'not-owner' });
  expect(rooms.answerKnock(visitor, { knock: id, admit: true })).toMatchObject({ code: 'not-in-room' });
  expect(join(visitor).answer).toMatchObject({ code: 'locked' });
});

test('an owner of another room admits nobody here', () => {
  const { rooms, id } = knocked();
  const elsewhere = recordingConnection();
  const other = createHash('sha256')
    .update(Buffer.concat([Buffer.alloc(32, 1), tag]))
    .digest('base64url');
  const proof = { key: owner.key, blindId: Buffer.alloc(32, 1).toString('base64url') };
  rooms.join(elsewhere, { version: PROTOCOL_VERSION, room: other, session, owner: proof }, mayOpen);
  expect(rooms.answerKnock(elsewhere, { knock: id, admit: true })).toMatchObject({ code: 'unknown-peer' });
});

test('a knock vanishes with its line, and after five minutes', () => {
  const { rooms, ann, visitor, id, knock, clock } = knocked();
  rooms.handleDisconnect(visitor);
  expect(ann.connection.take()).toEqual([['knock:gone', { id }]]);
  const patient = knock().connection;
  clock.advance(KNOCK_HOLD_SECONDS * 1000);
  expect(patient.take()).toEqual([['knock:answered', { answer: 'expired' }]]);
  expect(rooms.counts().visitors).toBe(0);
});

test('without an owner nobody hears, and who waits learns when that changes', () => {
  const { rooms, seat, ann, knock } = setUpWithGuest();
  rooms.handleDisconnect(ann.connection);
  const { connection: visitor, answer } = knock();
  expect(answer).toEqual({ ok: true, value: { heard: false } });
  const back = seat.rejoin();
  expect(visitor.take()).toEqual([['knock:heard', { heard: true }]]);
  expect(back.knocks).toEqual([{ id: expect.any(String), session, payload }]);
  rooms.leave(back.connection);
  expect(visitor.take()).toEqual([['knock:heard', { heard: false }]]);
});

test('a door that opens lets in everybody who waits; a call that ends sends them away', () => {
  const { rooms, ann, visitor, knock } = knocked();
  rooms.lock(ann.connection, false);
  expect(visitor.take()).toEqual([['knock:answered', { answer: 'opened' }]]);
  expect(knock().answer).toMatchObject({ code: 'not-locked' });
  rooms.lock(ann.connection, true);
  const second = knock().connection;
  rooms.end(ann.connection);
  expect(second.take()).toEqual([['knock:answered', { answer: 'ended' }]]);
  expect(rooms.counts()).toEqual({ rooms: 0, connected: 0, visitors: 0 });
});

test('knocks are bounded by address and by room, and by line there is one', () => {
  const { rooms, visitor, knock } = knocked();
  knock(visitor);
  expect(rooms.counts().visitors).toBe(1);
  for (let i = 0; i < LIMITS.waitingPerAddress; i++) expect(knock(undefined, 'one').answer.ok).toBe(true);
  expect(knock(undefined, 'one').answer).toMatchObject({ code: 'rate-limited' });
  while (rooms.counts().visitors < MAX_KNOCKS_PER_ROOM) expect(knock().answer.ok).toBe(true);
  expect(knock().answer).toMatchObject({ code: 'rate-limited' });
});

test('nobody is admitted to a full room, and nobody knocks from inside', () => {
  const { rooms, ann, id, knock } = knocked(1);
  expect(rooms.answerKnock(ann.connection, { knock: id, admit: true })).toMatchObject({ code: 'full' });
  expect(knock(ann.connection).answer).toMatchObject({ code: 'bad-request' });
});

test('the room passes to whoever is chosen and proves to have the key, and from whoever chose', () => {
  const { rooms, ann, seat } = setUpWithGuest();
  expect(rooms.handOver(seat.connection, ann.self)).toMatchObject({ code: 'not-owner' });
  expect(rooms.handOver(ann.connection, seat.self).ok).toBe(true);
  // Not yet: the key is on its way.
  expect(rooms.lock(seat.connection, false)).toMatchObject({ code: 'not-owner' });
  expect(rooms.own(seat.connection, { ...owner, key: 'x'.repeat(22) })).toMatchObject({ code: 'not-owner' });
  const owned = rooms.own(seat.connection, owner);
  expect(owned).toMatchObject({ ok: true });
  expect(ann.connection.take()).toEqual([
    ['room:handed-over', { to: seat.self, resume: expect.any(String) }],
  ]);
  expect(rooms.lock(ann.connection, false)).toMatchObject({ code: 'not-owner' });
  expect(rooms.lock(seat.connection, false).ok).toBe(true);
});

test('who handed over while away learns of it when they are back, whatever key they show', () => {
  const { rooms, ann, seat, join } = setUpWithGuest();
  rooms.handOver(ann.connection, seat.self);
  rooms.handleDisconnect(ann.connection);
  rooms.own(seat.connection, owner);
  const back = join(undefined, { resume: ann.resume, owner });
  expect(back.answer).toMatchObject({ ok: true, value: { owner: false } });
  expect(rooms.own(back.connection, owner).ok).toBe(true);
});

test('a room is handed over to nobody who is away, gone or oneself', () => {
  const { rooms, ann, seat } = setUpWithGuest();
  expect(rooms.handOver(ann.connection, ann.self)).toMatchObject({ code: 'bad-request' });
  expect(rooms.handOver(ann.connection, 'nobody')).toMatchObject({ code: 'unknown-peer' });
  rooms.handleDisconnect(seat.connection);
  expect(rooms.handOver(ann.connection, seat.self)).toMatchObject({ code: 'away' });
});

test('an owner ends the call for everyone, and every token with it', () => {
  const { rooms, ann, seat, join } = setUpWithGuest();
  expect(rooms.end(seat.connection)).toMatchObject({ code: 'not-owner' });
  expect(rooms.end(ann.connection).ok).toBe(true);
  expect(seat.connection.take()).toEqual([['room:closed', { reason: 'ended' }]]);
  expect(ann.connection.take()).toEqual([]);
  for (const { resume } of [ann, seat])
    expect(join(undefined, { resume }).answer).toMatchObject({ code: 'expired' });
  expect(join().answer).toMatchObject({ ok: true, value: { locked: false, peers: [] } });
});

/** A locked room with its owner and a guest; nothing is left to be heard. */
function setUpWithGuest() {
  const world = setUp();
  const ann = world.seat({ owner });
  const guest = world.seat();
  world.rooms.lock(ann.connection, true);
  ann.connection.take();
  guest.connection.take();
  const rejoin = () => world.seat({ resume: ann.resume });
  return { ...world, ann, seat: { ...guest, rejoin } };
}
