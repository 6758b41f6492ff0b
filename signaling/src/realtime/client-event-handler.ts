import type {
  AnsweredEventName,
  ClientEvent,
  ClientEventAnswer,
  ClientEventName,
  RefusalCode,
} from '#protocol';
import type { RateLimit } from '../core/rate-limit.ts';
import type { Connection, Rooms } from '../core/rooms.ts';
import type { TurnCredentials } from '../core/turn-credentials.ts';

/** What a handler may use. */
export interface EventContext {
  readonly connection: Connection;
  /** False once the connection is lost: what was awaited must not give a seat to nobody. */
  readonly isOpen: () => boolean;
  /** What limits count the sender by. */
  readonly addressKey: string;
  readonly rooms: Rooms;
  readonly turnCredentials: TurnCredentials;
  readonly joinLimit: RateLimit;
}

/** Handles one client event whose data has been parsed. `signal` has no answer; it says why it was not delivered. */
export type ClientEventHandler<Name extends ClientEventName> = (
  context: EventContext,
  data: ClientEvent<Name>,
) => Name extends AnsweredEventName
  ? ClientEventAnswer<Name> | Promise<ClientEventAnswer<Name>>
  : RefusalCode | null;
