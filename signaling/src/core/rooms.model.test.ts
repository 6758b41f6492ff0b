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
  readonly owner: boolean;
  locked: boolean;
  /** What this page believes: peer id → its session, or null while away. */
  readonly view: Map<string, string | null>;
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
    else if (member === undefined) return;
    else if (act.do === 'leave') this.leave(member);
    else if (act.do === 'lock') this.lock(member, act.locked);
    else if (act.do === 'remove') this.remove(member, peer);
    else if (act.do === 'signal') this.signal(member, peer);
    else if (act.do === 'lose') this.lose(member);
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
  ): Member | null {
    const session = `s${this.ids.length}`;
    const connection = recordingConnection();
    const request = { version: PROTOCOL_VERSION, room, session, ...how } as const;
    const result = this.rooms.join(connection, request, refuseOpening);
    if (!result.ok) return null;
    const { self, resume, owner, locked, peers } = result.value;
    const view = new Map(peers.map((one) => [one.id, one.away ? null : one.session]));
    const member = { connection, room, id: self, session, owner, locked, view };
    this.members = this.members.filter((one) => one.id !== self);
    this.members.push(member);
    this.ids.push(self);
    const claims = JSON.parse(Buffer.from(resume.split('.')[0] ?? '', 'base64url').toString());
    this.tokens.push({ text: resume, room, id: self, generation: claims.generation, revoked: false });
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
    this.rooms = this.start();
    // What the killed process knew of ended seats and used tokens is lost with it: docs/protocol.md says so.
    for (const token of this.tokens) token.revoked = false;
    this.used.clear();
  }

  /** Each page takes what it was told into its view. */
  hear(): void {
    for (const member of this.members) {
      for (const [name, data] of member.connection.take()) {
        const { id, session, locked } = data as { id: string; session: string; locked: boolean };
        if (name === 'peer:joined' || name === 'peer:back') member.view.set(id, session);
        else if (name === 'peer:left') member.view.delete(id);
        else if (name === 'peer:away') member.view.set(id, null);
        else if (name === 'room:changed') member.locked = locked;
        else throw new Error(`a page in a room was told ${name}`);
      }
    }
  }

  check(): void {
    this.hear();
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
