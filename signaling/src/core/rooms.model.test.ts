/**
 * The rules of rooms against everything that clients, attackers and a killed process can do, in any order:
 * after each step what every member has been told must equal what is.
 */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClientEvent, PROTOCOL_VERSION, type Refusal, refuse, SEAT_HOLD_SECONDS } from '#protocol';
import { createResumeTokens } from './resume-tokens.ts';
import { type Connection, Rooms } from './rooms.ts';
import { recordingConnection, type Sent } from './testing/recording-connection.ts';
import { createTestClock } from './testing/test-clock.ts';

const CAPACITY = 3;
const ownerKey = Buffer.alloc(16, 1);
const blindId = Buffer.alloc(32, 2);
const proof = { key: ownerKey.toString('base64url'), blindId: blindId.toString('base64url') };
const ROOMS = [ownedRoom(), 'T'.repeat(43)] as const;

const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('join'),
      room: fc.nat(1),
      owner: fc.boolean(),
      mayOpen: fc.constantFrom(true, true, true, false),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('resume'),
      token: fc.nat(40),
      room: fc.constantFrom(0, 0, 0, 1),
      tampered: fc.constantFrom(false, false, false, true),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), member: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lock'), member: fc.nat(8), locked: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove'), member: fc.nat(8), peer: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('signal'), member: fc.nat(8), peer: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('handOver'), member: fc.nat(8), peer: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('own'), member: fc.nat(8), knows: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end'), member: fc.nat(8) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('knock'), room: fc.nat(1), address: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('answer'),
      member: fc.nat(8),
      visitor: fc.nat(8),
      admit: fc.constantFrom(true, true, false),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('enter'), visitor: fc.nat(8), own: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hangUp'), visitor: fc.nat(8) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose'), member: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait'), seconds: fc.constantFrom(1, 20, 46) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart') }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

interface Member {
  readonly connection: Connection & { take(): Sent[] };
  readonly room: string;
  readonly id: string;
  readonly session: string;
  owner: boolean;
  locked: boolean;
  /** What this page believes: peer id → its session, or null while away. */
  readonly view: Map<string, string | null>;
  /** Who waits at the door, as an owner's page believes. */
  readonly knocks: Set<string>;
}

/** Somebody at a locked door, and what they were told last. */
interface Visitor {
  readonly connection: Connection & { take(): Sent[] };
  readonly room: string;
  readonly session: string;
  heard: boolean;
  answer: string | null;
}

interface Token {
  readonly text: string;
  readonly room: string;
  readonly id: string;
  readonly generation: number;
  /** Ended on purpose, by leaving or being removed, in the process that runs now. */
  revoked: boolean;
}

class World {
  readonly clock = createTestClock();
  members: Member[] = [];
  tokens: Token[] = [];
  visitors: Visitor[] = [];
  /** Who was named as heir, by the id of the owner who did. */
  heirs = new Map<string, string>();
  /** Every id ever seen, for hostile guesses. */
  ids: string[] = ['nobody'];
  /** Highest generation of a token that was used, per seat. */
  used = new Map<string, number>();
  rooms = this.start();

  start(): Rooms {
    let count = 0;
    const clock = this.clock;
    return new Rooms({
      clock,
      tokens: createResumeTokens('k'.repeat(32), () => clock.now()),
      newPeerId: () => `p${this.ids.length}-${++count}`,
      capacity: CAPACITY,
      maxRooms: 10,
    });
  }

  step(act: Action): void {
    const member = 'member' in act ? this.members[act.member % Math.max(1, this.members.length)] : undefined;
    const peer = 'peer' in act ? (this.ids[act.peer % this.ids.length] ?? 'nobody') : 'nobody';
    if (act.do === 'join') this.join(ROOMS[act.room === 0 ? 0 : 1], act.owner && act.room === 0, act.mayOpen);
    else if (act.do === 'resume') this.resume(act);
    else if (act.do === 'wait') this.clock.advance(act.seconds * 1000);
    else if (act.do === 'restart') this.restart();
    else if (act.do === 'knock') this.knock(ROOMS[act.room === 0 ? 0 : 1], act.address);
    else if (act.do === 'enter') this.enterByAdmission(this.visitorAt(act.visitor), act.own);
    else if (act.do === 'hangUp') this.hangUp(this.visitorAt(act.visitor));
    else if (member === undefined) return;
    else if (act.do === 'handOver') this.handOver(member, peer);
    else if (act.do === 'own') this.own(member, act.knows);
    else if (act.do === 'end') this.endAll(member);
    else if (act.do === 'answer') this.answer(member, this.visitorAt(act.visitor), act.admit);
    else if (act.do === 'leave') this.leave(member);
    else if (act.do === 'lock') this.lock(member, act.locked);
    else if (act.do === 'remove') this.remove(member, peer);
    else if (act.do === 'signal') this.signal(member, peer);
    else if (act.do === 'lose') this.lose(member);
  }

  visitorAt(index: number): Visitor | undefined {
    return this.visitors[index % Math.max(1, this.visitors.length)];
  }

  knock(room: string, address: number): void {
    this.hear();
    const visitor = { connection: recordingConnection(), room, session: `v${this.ids.length}`, payload: 'x' };
    const [present] = this.members.filter((one) => one.room === room);
    const result = this.rooms.knock(
      visitor.connection,
      { version: PROTOCOL_VERSION, ...visitor },
      `${address}`,
    );
    if (!result.ok) {
      // While everybody is away nobody knows whether the room is locked.
      if (present !== undefined) expect(result.code).toBe(present.locked ? 'rate-limited' : 'not-locked');
      return;
    }
    if (present !== undefined) expect(present.locked).toBe(true);
    const owners = this.members.filter((one) => one.room === room && one.owner);
    expect(result.value.heard).toBe(owners.length > 0);
    this.visitors.push({ ...visitor, heard: result.value.heard, answer: null });
    for (const owner of owners) {
      const [[name, data] = []] = owner.connection.take();
      expect(name).toBe('knock:arrived');
      owner.knocks.add((data as { id: string }).id);
    }
  }

  answer(member: Member, visitor: Visitor | undefined, admit: boolean): void {
    const [knock] = member.knocks;
    if (knock === undefined || visitor === undefined) return;
    const waiting = this.visitors.filter((one) => one.room === member.room && one.answer === null);
    const result = this.rooms.answerKnock(member.connection, { knock, admit });
    if (!result.ok) {
      expect(result.code).toBe(member.owner ? 'full' : 'not-owner');
      return;
    }
    expect(member.owner).toBe(true);
    this.hear();
    const answered = waiting.filter((one) => one.answer !== null);
    expect(answered.map((one) => one.answer)).toEqual([admit ? 'admitted' : 'declined']);
  }

  /** @param own by the connection and session that knocked, or as a thief of one of both */
  enterByAdmission(visitor: Visitor | undefined, own: boolean): void {
    if (visitor === undefined) return;
    this.hear();
    const wasLocked = this.members.some((one) => one.room === visitor.room && one.locked);
    const session = own ? visitor.session : 'stolen';
    const entered = this.enter(visitor.room, {}, () => refuse('wrong-password'), visitor.connection, session);
    if (entered === null) return;
    this.visitors = this.visitors.filter((one) => one !== visitor);
    if (wasLocked) expect([visitor.answer, own]).toEqual(['admitted', true]);
  }

  hangUp(visitor: Visitor | undefined): void {
    if (visitor === undefined) return;
    this.rooms.handleDisconnect(visitor.connection);
    this.visitors = this.visitors.filter((one) => one !== visitor);
  }

  handOver(member: Member, peer: string): void {
    const result = this.rooms.handOver(member.connection, peer);
    if (!result.ok) return;
    expect(member.owner).toBe(true);
    expect(member.view.get(peer)).toEqual(expect.any(String));
    this.heirs.set(member.id, peer);
  }

  own(member: Member, knows: boolean): void {
    const shown = knows ? proof : { ...proof, key: 'x'.repeat(22) };
    const result = this.rooms.own(member.connection, shown);
    expect(result.ok).toBe(knows && member.room === ROOMS[0]);
    if (!result.ok) return;
    member.owner = true;
    this.keepToken(result.value.resume, member);
  }

  endAll(member: Member): void {
    const result = this.rooms.end(member.connection);
    expect(result.ok).toBe(member.owner);
    if (!result.ok) return;
    const inRoom = this.members.filter((one) => one.room === member.room);
    for (const one of inRoom) {
      const told = one.connection.take().filter(([name]) => name === 'room:closed');
      expect(told).toEqual(one === member ? [] : [['room:closed', { reason: 'ended' }]]);
    }
    for (const token of this.tokens) if (token.room === member.room) token.revoked = true;
    this.members = this.members.filter((one) => one.room !== member.room);
  }

  keepToken(text: string, { room, id }: Pick<Member, 'room' | 'id'>): void {
    const claims = JSON.parse(Buffer.from(text.split('.')[0] ?? '', 'base64url').toString());
    this.tokens.push({ text, room, id, generation: claims.generation, revoked: false });
  }

  join(room: string, asOwner: boolean, mayOpen: boolean): void {
    const seated = this.members.filter((one) => one.room === room);
    const wasLocked = seated.some((one) => one.locked);
    const known = this.rooms.counts().rooms;
    const entered = this.enter(room, asOwner ? { owner: proof } : {}, () => {
      // Whoever comes to a room that is there is not asked for a password.
      expect(seated).toEqual([]);
      return mayOpen ? null : refuse('wrong-password');
    });
    if (this.rooms.counts().rooms > known) expect(mayOpen).toBe(true);
    if (entered !== null && wasLocked) expect(asOwner).toBe(true);
  }

  resume({ token, room, tampered }: { token: number; room: number; tampered: boolean }): void {
    const stolen = this.tokens[token % Math.max(1, this.tokens.length)];
    if (stolen === undefined) return;
    const claimedRoom = room === 0 ? stolen.room : (ROOMS[room] ?? stolen.room);
    const text = tampered ? `x${stolen.text}` : stolen.text;
    const entered = this.enter(claimedRoom, { resume: text }, () => {
      throw new Error('a resumed seat was asked for a password');
    });
    if (entered === null) return;
    expect(tampered).toBe(false);
    expect(claimedRoom).toBe(stolen.room);
    expect(stolen.revoked).toBe(false);
    expect(entered.id).toBe(stolen.id);
    // A token is superseded once its successor was used.
    expect(stolen.generation).toBeGreaterThanOrEqual(this.used.get(stolen.id) ?? 0);
    this.used.set(stolen.id, stolen.generation);
  }

  enter(
    room: string,
    how: Partial<ClientEvent<'room:join'>>,
    refuseOpening: () => Refusal | null,
    connection = recordingConnection(),
    session = `s${this.ids.length}`,
  ): Member | null {
    const request = { version: PROTOCOL_VERSION, room, session, ...how } as const;
    const result = this.rooms.join(connection, request, refuseOpening);
    if (!result.ok) return null;
    const { self, resume, owner, locked, peers, knocks } = result.value;
    expect(knocks !== undefined).toBe(owner);
    const view = new Map(peers.map((one) => [one.id, one.away ? null : one.session]));
    const member = {
      connection,
      room,
      id: self,
      session,
      owner,
      locked,
      view,
      knocks: new Set(knocks?.map((one) => one.id)),
    };
    this.members = this.members.filter((one) => one.id !== self);
    this.members.push(member);
    this.ids.push(self);
    this.keepToken(resume, member);
    return member;
  }

  leave(member: Member): void {
    expect(this.rooms.leave(member.connection)).toMatchObject({ ok: true });
    this.end(member.id);
  }

  lock(member: Member, locked: boolean): void {
    expect(this.rooms.lock(member.connection, locked).ok).toBe(member.owner);
  }

  remove(member: Member, peer: string): void {
    const result = this.rooms.remove(member.connection, peer);
    if (!result.ok) return;
    expect(member.owner).toBe(true);
    expect(member.view.has(peer)).toBe(true);
    this.end(peer);
  }

  end(id: string): void {
    this.members = this.members.filter((one) => one.id !== id);
    for (const token of this.tokens) if (token.id === id) token.revoked = true;
  }

  signal(member: Member, to: string): void {
    this.hear();
    const refused = this.rooms.relay(member.connection, { to, payload: 'sealed' });
    const hearers = this.members.filter((one) =>
      one.connection.take().some(([name, data]) => {
        expect([name, data]).toEqual(['signal', { from: member.id, payload: 'sealed' }]);
        return true;
      }),
    );
    expect(hearers.map((one) => one.id)).toEqual(refused === null ? [to] : []);
    for (const hearer of hearers) expect(hearer.room).toBe(member.room);
  }

  lose(member: Member): void {
    this.rooms.handleDisconnect(member.connection);
    this.members = this.members.filter((one) => one !== member);
  }

  restart(): void {
    this.clock.advance(1);
    this.members = [];
    this.visitors = [];
    this.rooms = this.start();
    // What the killed process knew of ended seats and used tokens is lost with it: docs/protocol.md says so.
    for (const token of this.tokens) token.revoked = false;
    this.used.clear();
  }

  /** Each page takes what it was told into its view. */
  hear(): void {
    for (const visitor of this.visitors) {
      for (const [name, data] of visitor.connection.take()) {
        const { heard, answer } = data as { heard: boolean; answer: string };
        if (name === 'knock:heard') visitor.heard = heard;
        else if (name === 'knock:answered') visitor.answer = answer;
        else throw new Error(`who waits at a door was told ${name}`);
      }
    }
    for (const member of this.members) {
      for (const [name, data] of member.connection.take()) {
        const { id, session, locked, to, resume } = data as {
          id: string;
          session: string;
          locked: boolean;
          to?: string;
          resume?: string;
        };
        if (name === 'peer:joined' || name === 'peer:back') member.view.set(id, session);
        else if (name === 'peer:left') member.view.delete(id);
        else if (name === 'peer:away') member.view.set(id, null);
        else if (name === 'room:changed') member.locked = locked;
        else if (name === 'knock:arrived') member.knocks.add(id);
        else if (name === 'knock:gone') member.knocks.delete(id);
        else if (name === 'room:handed-over') this.resign(member, to, resume);
        else throw new Error(`a page in a room was told ${name}`);
      }
    }
  }

  resign(member: Member, to: string | undefined, resume: string | undefined): void {
    expect(this.heirs.get(member.id)).toBe(to);
    this.heirs.delete(member.id);
    member.owner = false;
    member.knocks.clear();
    this.keepToken(resume ?? '', member);
  }

  check(): void {
    this.hear();
    const waiting = this.visitors.filter((one) => one.answer === null);
    for (const room of ROOMS) {
      const owners = this.members.filter((one) => one.room === room && one.owner);
      const atDoor = waiting.filter((one) => one.room === room);
      for (const visitor of atDoor) expect(visitor.heard).toBe(owners.length > 0);
      for (const owner of owners) expect(owner.knocks.size).toBe(atDoor.length);
    }
    expect(this.rooms.counts().connected).toBe(this.members.length);
    for (const room of ROOMS) {
      const present = this.members.filter((one) => one.room === room);
      for (const member of present) {
        const others = present.filter((one) => one !== member);
        const seen = [...member.view].filter(([, session]) => session !== null);
        expect(new Map(seen)).toEqual(new Map(others.map((one) => [one.id, one.session])));
        expect(member.view.size + 1).toBeLessThanOrEqual(CAPACITY);
        expect(member.view.has(member.id)).toBe(false);
        expect(member.locked).toBe(present[0]?.locked);
      }
    }
  }
}

test('whatever happens in whatever order, every member knows who is there, and nobody gets what is not theirs', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 80, size: 'max' }), (actions) => {
      const world = new World();
      for (const act of actions) {
        world.step(act);
        world.check();
      }
      world.clock.advance((SEAT_HOLD_SECONDS + 1) * 1000);
      world.check();
      for (const member of world.members) expect([...member.view.values()]).not.toContain(null);
    }),
    { numRuns: 1_000 },
  );
});

function ownedRoom(): string {
  const tag = createHash('sha256').update(ownerKey).digest().subarray(0, 16);
  return createHash('sha256')
    .update(Buffer.concat([blindId, tag]))
    .digest('base64url');
}
