import type { ServerEvent, ServerEventName } from '#protocol';

/** A page's line to the server, as far as rooms need it. */
export interface Connection {
  send<Name extends ServerEventName>(name: Name, data: ServerEvent<Name>): void;
}

export interface Room {
  readonly address: string;
  readonly seats: Map<string, Seat>;
  locked: boolean;
}

export interface Seat {
  readonly id: string;
  session: string;
  owner: boolean;
  /** The seat to which this owner is handing the room over: it becomes owner by proving that it has the key. */
  heir: string | null;
  /** Handed the room over: the key that its page may still hold counts no more, unless it is shown by `room:own`. */
  resigned: boolean;
  /** Of the newest resume token that was given out for this seat. */
  generation: number;
  /** Null while away. */
  connection: Connection | null;
  cancelExpiry: () => void;
}

export function setLocked(room: Room, locked: boolean): void {
  if (room.locked === locked) return;
  room.locked = locked;
  for (const seat of room.seats.values()) seat.connection?.send('room:changed', { locked });
}

export function tellOthers<Name extends ServerEventName>(
  room: Room,
  except: Seat,
  name: Name,
  data: ServerEvent<Name>,
): void {
  for (const seat of room.seats.values()) if (seat !== except) seat.connection?.send(name, data);
}

/** The lines to those who may open the door. */
export function ownerConnections(room: Room): Connection[] {
  return [...room.seats.values()].flatMap(({ owner, connection }) =>
    owner && connection ? [connection] : [],
  );
}
