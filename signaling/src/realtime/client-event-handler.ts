import type {
  AnsweredEventName,
  ClientEvent,
  ClientEventAnswer,
  ClientEventName,
  Refusal,
  RefusalCode,
} from '#protocol';
import type { LinkReports } from '../core/link-reports.ts';
import type { Connection, Rooms } from '../core/rooms.ts';
import type { TurnCredentials } from '../core/turn-credentials.ts';

/** What a handler may use. */
export interface EventContext {
  readonly connection: Connection;
  readonly rooms: Rooms;
  readonly turnCredentials: TurnCredentials;
  /** What limits count the sender's address by. */
  readonly addressKey: string;
  /** The build of the page that is given out; null where it has none. */
  readonly pageBuild: string | null;
  /** Whether pages may tell how their calls fared. */
  readonly callReports: boolean;
  readonly linkReports: LinkReports;
  /** Why the sender may not open a room with this password; null when they may. */
  readonly refuseOpening: (password: string | undefined) => Refusal | null;
}

/**
 * Handles one client event whose data has been parsed. `signal` has no answer; it says why it was not delivered.
 * Never asynchronous: the answer to a join must leave before anything that another page's join causes.
 */
export type ClientEventHandler<Name extends ClientEventName> = (
  context: EventContext,
  data: ClientEvent<Name>,
) => Name extends AnsweredEventName ? ClientEventAnswer<Name> : RefusalCode | null;
