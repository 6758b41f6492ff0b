import {
  ADMISSION_SECONDS,
  accept,
  KNOCK_HOLD_SECONDS,
  type Knock,
  MAX_KNOCKS_PER_ROOM,
  type Result,
  refuse,
  type ServerEvent,
} from '#protocol';
import { createAddressPlaces } from './address-places.ts';
import type { Clock } from './clock.ts';
import { LIMITS } from './limits.ts';
import { type Connection, ownerConnections, type Room } from './room.ts';

export interface DoorOptions {
  readonly clock: Clock;
  readonly newKnockId: () => string;
}

/**
 * Who waits at locked rooms, and who of them was admitted. An admission is no token that could be passed on: it holds
 * for the connection and the session that knocked, once, for a minute.
 */
export class Door {
  readonly #options: DoorOptions;
  readonly #visitors = new Map<Connection, Visitor>();
  readonly #places = createAddressPlaces(LIMITS.waitingPerAddress);

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /** @param addressKey what limits count the visitor's address by */
  knock(
    connection: Connection,
    room: Room,
    { session, payload }: Pick<Knock, 'session' | 'payload'>,
    addressKey: string,
  ): Result<{ readonly heard: boolean }> {
    this.leave(connection);
    if (this.waiting(room).length >= MAX_KNOCKS_PER_ROOM) return refuse('rate-limited');
    const givePlaceBack = this.#places.take(addressKey);
    if (givePlaceBack === null) return refuse('rate-limited');
    const knock = { id: this.#options.newKnockId(), session, payload };
    const owners = ownerConnections(room);
    const heard = owners.length > 0;
    const expire = () => this.#answer(connection, 'expired');
    const cancelExpiry = this.#options.clock.schedule(expire, KNOCK_HOLD_SECONDS * 1000);
    this.#visitors.set(connection, { room, knock, heard, admitted: false, cancelExpiry, givePlaceBack });
    for (const owner of owners) owner.send('knock:arrived', knock);
    return accept({ heard });
  }

  answer(room: Room, knockId: string, admit: boolean): Result<null> {
    const [connection, visitor] =
      [...this.#visitors].find(([, one]) => one.room === room && one.knock.id === knockId) ?? [];
    if (connection === undefined || visitor === undefined || visitor.admitted) return refuse('unknown-peer');
    if (!admit) {
      this.#answer(connection, 'declined');
      return accept(null);
    }
    visitor.cancelExpiry();
    visitor.admitted = true;
    visitor.cancelExpiry = this.#options.clock.schedule(
      () => this.leave(connection),
      ADMISSION_SECONDS * 1000,
    );
    tellGone(visitor);
    connection.send('knock:answered', { answer: 'admitted' });
    return accept(null);
  }

  admits(connection: Connection, room: Room, session: string): boolean {
    const visitor = this.#visitors.get(connection);
    return visitor?.admitted === true && visitor.room === room && visitor.knock.session === session;
  }

  /** The visitor is gone, or in: neither waits nor may come in any more. */
  leave(connection: Connection): void {
    const visitor = this.#visitors.get(connection);
    if (visitor === undefined) return;
    this.#visitors.delete(connection);
    visitor.cancelExpiry();
    visitor.givePlaceBack();
    if (!visitor.admitted) tellGone(visitor);
  }

  /** Owners came or went: who waits is told when that changes whether anybody hears them. */
  handleOwners(room: Room): void {
    const heard = ownerConnections(room).length > 0;
    for (const [connection, visitor] of this.#visitors) {
      if (visitor.room !== room || visitor.admitted || visitor.heard === heard) continue;
      visitor.heard = heard;
      connection.send('knock:heard', { heard });
    }
  }

  /** There is no locked door any more: everybody who waits or was admitted is told why. */
  dismiss(room: Room, answer: 'opened' | 'ended'): void {
    for (const [connection, visitor] of this.#visitors)
      if (visitor.room === room) this.#answer(connection, answer);
  }

  waiting(room: Room): Knock[] {
    return [...this.#visitors.values()]
      .filter((visitor) => visitor.room === room && !visitor.admitted)
      .map(({ knock }) => knock);
  }

  counts(): number {
    return this.#visitors.size;
  }

  #answer(connection: Connection, answer: ServerEvent<'knock:answered'>['answer']): void {
    const isAdmitted = this.#visitors.get(connection)?.admitted === true;
    this.leave(connection);
    // Who was admitted is on the way in and needs no second answer.
    if (!isAdmitted || answer === 'ended') connection.send('knock:answered', { answer });
  }
}

interface Visitor {
  readonly room: Room;
  readonly knock: Knock;
  heard: boolean;
  admitted: boolean;
  cancelExpiry: () => void;
  readonly givePlaceBack: () => void;
}

function tellGone({ room, knock }: Visitor): void {
  for (const owner of ownerConnections(room)) owner.send('knock:gone', { id: knock.id });
}
