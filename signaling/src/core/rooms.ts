import {
  accept,
  type ClientEvent,
  type Knock,
  type OwnerProof,
  type Refusal,
  type RefusalCode,
  type Result,
  refuse,
  SEAT_HOLD_SECONDS,
  type ServerEvent,
} from '#protocol';
import type { Clock } from './clock.ts';
import { Door } from './door.ts';
import { provesOwnership } from './owner-proof.ts';
import type { ResumeClaims, ResumeTokens } from './resume-tokens.ts';
import { type Connection, type Room, type Seat, setLocked, tellOthers } from './room.ts';

export type { Connection } from './room.ts';

export interface RoomsOptions {
  readonly clock: Clock;
  readonly tokens: ResumeTokens;
  readonly newPeerId: () => string;
  /** Seats in a room. */
  readonly capacity: number;
  readonly maxRooms: number;
}

export interface Joined {
  readonly self: string;
  readonly resume: string;
  readonly owner: boolean;
  readonly locked: boolean;
  readonly restoring: boolean;
  readonly capacity: number;
  /** Who waits at the door; for owners. */
  readonly knocks?: Knock[];
  readonly peers: { readonly id: string; readonly session: string; readonly away: boolean }[];
}

/**
 * Who sits where, and who may do what: the rules of docs/protocol.md, with no socket in sight.
 * Each method is one client event or the loss of a connection; what others must hear goes out by their `Connection`.
 */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #places = new Map<Connection, { readonly room: Room; readonly seat: Seat }>();
  /** For its first 45 s a process may meet seats that a former one gave: they are unknown to it, not gone. */
  #isRestoring = true;
  /** Seats that ended in this process, as long as tokens of a predecessor are taken. */
  readonly #endedSeats = new Set<string>();
  /** Rooms that were ended meanwhile: who has not come back yet does not bring them back. */
  readonly #endedRooms = new Set<string>();
  readonly #door: Door;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#door = new Door({ clock: options.clock, newKnockId: options.newPeerId });
    options.clock.schedule(() => {
      this.#isRestoring = false;
      this.#endedSeats.clear();
      this.#endedRooms.clear();
    }, SEAT_HOLD_MS);
  }

  /** @param refuseOpening asked only when the room is not there and the seat is not a resumed one */
  join(
    connection: Connection,
    request: ClientEvent<'room:join'>,
    refuseOpening: () => Refusal | null,
  ): Result<Joined> {
    if (this.#places.has(connection)) return refuse('bad-request');
    const { room: address, owner: proof } = request;
    if (proof !== undefined && !provesOwnership(address, proof)) return refuse('not-owner');
    const entry = { connection, session: request.session, owner: proof !== undefined };
    return request.resume === undefined
      ? this.#takeSeat(address, entry, refuseOpening)
      : this.#resumeSeat(address, entry, request.resume);
  }

  leave(connection: Connection): Result<null> {
    const place = this.#places.get(connection);
    if (place === undefined) return refuse('not-in-room');
    this.#endSeat(place.room, place.seat, 'left');
    return accept(null);
  }

  lock(connection: Connection, locked: boolean): Result<null> {
    const place = this.#placeOfOwner(connection);
    if (!place.ok) return place;
    setLocked(place.value.room, locked);
    if (!locked) this.#door.dismiss(place.value.room, 'opened');
    return accept(null);
  }

  remove(connection: Connection, peerId: string): Result<null> {
    const place = this.#placeOfOwner(connection);
    if (!place.ok) return place;
    const { room, seat } = place.value;
    const target = room.seats.get(peerId);
    if (target === undefined) return refuse('unknown-peer');
    if (target === seat) return refuse('bad-request');
    target.connection?.send('room:closed', { reason: 'removed' });
    this.#endSeat(room, target, 'removed');
    setLocked(room, true);
    return accept(null);
  }

  /** Begins to pass the ownership on; it passes when the peer proves that it got the key, which goes by a sealed signal. */
  handOver(connection: Connection, peerId: string): Result<null> {
    const place = this.#placeOfOwner(connection);
    if (!place.ok) return place;
    const { room, seat } = place.value;
    const target = room.seats.get(peerId);
    if (target === undefined) return refuse('unknown-peer');
    if (target === seat) return refuse('bad-request');
    if (target.connection === null) return refuse('away');
    seat.heir = peerId;
    return accept(null);
  }

  /** Somebody in the room proves to hold its key; whoever was handing it over to them is an owner no more. */
  own(connection: Connection, proof: OwnerProof): Result<{ readonly resume: string }> {
    const place = this.#places.get(connection);
    if (place === undefined) return refuse('not-in-room');
    const { room, seat } = place;
    if (!provesOwnership(room.address, proof)) return refuse('not-owner');
    const isNew = !seat.owner;
    seat.resigned = false;
    this.#makeOwner(room, seat);
    if (isNew) for (const knock of this.#door.waiting(room)) connection.send('knock:arrived', knock);
    return accept({ resume: this.#nextToken(room, seat) });
  }

  /** Ends every seat of the room. */
  end(connection: Connection): Result<null> {
    const place = this.#placeOfOwner(connection);
    if (!place.ok) return place;
    const { room, seat } = place.value;
    this.#door.dismiss(room, 'ended');
    for (const other of [...room.seats.values()]) {
      if (other !== seat) other.connection?.send('room:closed', { reason: 'ended' });
      // All at once: nobody is told of each of the others.
      this.#vacate(room, other);
    }
    this.#rooms.delete(room.address);
    if (this.#isRestoring) this.#endedRooms.add(room.address);
    return accept(null);
  }

  /** Asks the owners of a locked room to be let in. @param addressKey what limits count the sender's address by */
  knock(
    connection: Connection,
    { room: address, session, payload }: ClientEvent<'room:knock'>,
    addressKey: string,
  ): Result<{ readonly heard: boolean }> {
    if (this.#places.has(connection)) return refuse('bad-request');
    const room = this.#rooms.get(address);
    if (!room?.locked) return refuse('not-locked');
    return this.#door.knock(connection, room, { session, payload }, addressKey);
  }

  answerKnock(connection: Connection, { knock, admit }: ClientEvent<'knock:answer'>): Result<null> {
    const place = this.#placeOfOwner(connection);
    if (!place.ok) return place;
    const { room } = place.value;
    if (admit && room.seats.size >= this.#options.capacity) return refuse('full');
    return this.#door.answer(room, knock, admit);
  }

  /** Carries a sealed payload to a peer of the same room; the sender is stamped here and nowhere else. */
  relay(connection: Connection, { to, payload }: ClientEvent<'signal'>): RefusalCode | null {
    const place = this.#places.get(connection);
    if (place === undefined) return 'not-in-room';
    const target = place.room.seats.get(to);
    if (target === undefined || target === place.seat) return 'unknown-peer';
    if (target.connection === null) return 'away';
    target.connection.send('signal', { from: place.seat.id, payload });
    return null;
  }

  /** The connection is gone; its seat waits for 45 s. */
  handleDisconnect(connection: Connection): void {
    this.#door.leave(connection);
    const place = this.#places.get(connection);
    if (place === undefined) return;
    const { room, seat } = place;
    this.#places.delete(connection);
    seat.connection = null;
    const expire = () => this.#endSeat(room, seat, 'expired');
    seat.cancelExpiry = this.#options.clock.schedule(expire, SEAT_HOLD_MS);
    tellOthers(room, seat, 'peer:away', { id: seat.id });
    this.#door.handleOwners(room);
  }

  /** The id that the connection's seat has; null without a seat. */
  seatId(connection: Connection): string | null {
    return this.#places.get(connection)?.seat.id ?? null;
  }

  counts(): { readonly rooms: number; readonly connected: number; readonly visitors: number } {
    return { rooms: this.#rooms.size, connected: this.#places.size, visitors: this.#door.counts() };
  }

  #takeSeat(address: string, entry: Entry, refuseOpening: () => Refusal | null): Result<Joined> {
    const known = this.#rooms.get(address);
    const refusal = known === undefined ? refuseOpening() : null;
    if (refusal !== null) return refusal;
    const { connection, session } = entry;
    if (known?.locked && !entry.owner && !this.#door.admits(connection, known, session))
      return refuse('locked');
    const room = this.#openRoom(address);
    if (!room.ok) return room;
    const seat = this.#addSeat(room.value, entry, this.#options.newPeerId(), 1);
    tellOthers(room.value, seat, 'peer:joined', { id: seat.id, session: seat.session });
    return accept(this.#joined(room.value, seat));
  }

  #resumeSeat(address: string, entry: Entry, token: string): Result<Joined> {
    const claims = this.#options.tokens.verify(address, token);
    if (claims === null) return refuse('expired');
    const seat = this.#rooms.get(address)?.seats.get(claims.id);
    return seat === undefined
      ? this.#restoreSeat(address, entry, claims)
      : this.#reclaimSeat(address, seat, entry, claims);
  }

  /** A seat that this process knows: its connection was lost, or is about to be noticed as lost. */
  #reclaimSeat(address: string, seat: Seat, entry: Entry, claims: ResumeClaims): Result<Joined> {
    const room = this.#rooms.get(address);
    // The token before the newest one is good too: the answer that carried the newest may have been lost.
    if (room === undefined || claims.generation < seat.generation - 1) return refuse('expired');
    if (seat.connection !== null) {
      this.#places.delete(seat.connection);
      seat.connection.send('room:closed', { reason: 'replaced' });
    }
    seat.cancelExpiry();
    seat.connection = entry.connection;
    seat.session = entry.session;
    if (entry.owner && !seat.resigned) this.#makeOwner(room, seat);
    seat.generation = Math.max(seat.generation, claims.generation + 1);
    this.#places.set(entry.connection, { room, seat });
    this.#door.leave(entry.connection);
    tellOthers(room, seat, 'peer:back', { id: seat.id, session: seat.session });
    this.#door.handleOwners(room);
    return accept(this.#joined(room, seat));
  }

  /** A seat that a former process gave: taken up while the others of its room come back as well. */
  #restoreSeat(address: string, entry: Entry, claims: ResumeClaims): Result<Joined> {
    const isEnded = this.#endedSeats.has(claims.id) || this.#endedRooms.has(address);
    if (!this.#isRestoring || isEnded) return refuse('expired');
    const room = this.#openRoom(address);
    if (!room.ok) return room;
    const owner = entry.owner || claims.owner;
    const seat = this.#addSeat(room.value, { ...entry, owner }, claims.id, claims.generation + 1);
    tellOthers(room.value, seat, 'peer:back', { id: seat.id, session: seat.session });
    return accept(this.#joined(room.value, seat));
  }

  /** A room with a free place. */
  #openRoom(address: string): Result<Room> {
    const known = this.#rooms.get(address);
    if (known !== undefined)
      return known.seats.size < this.#options.capacity ? accept(known) : refuse('full');
    if (this.#rooms.size >= this.#options.maxRooms) return refuse('unavailable');
    const room: Room = { address, seats: new Map(), locked: false };
    this.#rooms.set(address, room);
    return accept(room);
  }

  #addSeat(room: Room, { connection, session, owner }: Entry, id: string, generation: number): Seat {
    const fresh = { heir: null, resigned: false, cancelExpiry: () => undefined };
    const seat: Seat = { ...fresh, id, session, owner, generation, connection };
    room.seats.set(id, seat);
    this.#places.set(connection, { room, seat });
    this.#door.leave(connection);
    this.#door.handleOwners(room);
    return seat;
  }

  #endSeat(room: Room, seat: Seat, reason: ServerEvent<'peer:left'>['reason']): void {
    this.#vacate(room, seat);
    if (room.seats.size === 0) {
      this.#rooms.delete(room.address);
      this.#door.dismiss(room, 'opened');
    } else {
      tellOthers(room, seat, 'peer:left', { id: seat.id, reason });
      this.#door.handleOwners(room);
    }
  }

  #vacate(room: Room, seat: Seat): void {
    seat.cancelExpiry();
    if (seat.connection !== null) this.#places.delete(seat.connection);
    room.seats.delete(seat.id);
    if (this.#isRestoring) this.#endedSeats.add(seat.id);
  }

  /** Also the end of a handover that this seat is the heir of. */
  #makeOwner(room: Room, seat: Seat): void {
    seat.owner = true;
    for (const former of room.seats.values()) {
      if (former.heir !== seat.id) continue;
      former.owner = false;
      former.heir = null;
      former.resigned = true;
      const resume = this.#nextToken(room, former);
      former.connection?.send('room:handed-over', { to: seat.id, resume });
    }
    this.#door.handleOwners(room);
  }

  /** A token that says what the seat is now; the one before it is still good. */
  #nextToken(room: Room, seat: Seat): string {
    seat.generation++;
    return this.#token(room, seat);
  }

  #token(room: Room, { id, generation, owner }: Seat): string {
    const issuedAtMs = this.#options.clock.now();
    return this.#options.tokens.issue(room.address, { id, generation, owner, issuedAtMs });
  }

  #placeOfOwner(connection: Connection): Result<{ readonly room: Room; readonly seat: Seat }> {
    const place = this.#places.get(connection);
    if (place === undefined) return refuse('not-in-room');
    return place.seat.owner ? accept(place) : refuse('not-owner');
  }

  #joined(room: Room, seat: Seat): Joined {
    return {
      self: seat.id,
      resume: this.#token(room, seat),
      owner: seat.owner,
      ...(seat.owner && { knocks: this.#door.waiting(room) }),
      locked: room.locked,
      restoring: this.#isRestoring,
      capacity: this.#options.capacity,
      peers: [...room.seats.values()]
        .filter((other) => other !== seat)
        .map((other) => ({ id: other.id, session: other.session, away: other.connection === null })),
    };
  }
}

const SEAT_HOLD_MS = SEAT_HOLD_SECONDS * 1000;

interface Entry {
  readonly connection: Connection;
  readonly session: string;
  readonly owner: boolean;
}
