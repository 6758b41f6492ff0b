import {
  type ClientEventName,
  clientEvents,
  parseClientEvent,
  type Refusal,
  type RefusalCode,
  refuse,
} from '#protocol';
import { LIMITS } from '../core/limits.ts';
import type { LinkReports } from '../core/link-reports.ts';
import type { Logger } from '../core/logger.ts';
import { createRateLimit, type RateLimit } from '../core/rate-limit.ts';
import type { RoomOpening } from '../core/room-opening.ts';
import type { Connection, Rooms } from '../core/rooms.ts';
import type { ServiceMetrics } from '../core/service-metrics.ts';
import type { TurnCredentials } from '../core/turn-credentials.ts';
import type { ClientEventHandler } from './client-event-handler.ts';
import type { Socket } from './create-realtime.ts';
import { handlers } from './handlers.ts';

export interface DispatcherOptions {
  readonly rooms: Rooms;
  readonly roomOpening: RoomOpening;
  readonly turnCredentials: TurnCredentials;
  readonly joinLimit: RateLimit;
  readonly pageBuild: string | null;
  readonly callReports: boolean;
  readonly linkReports: LinkReports;
  readonly metrics: Pick<ServiceMetrics, 'countAnswer'>;
  readonly log: Logger;
}

/** Where an event comes from. */
export interface Sender {
  readonly socket: Socket;
  readonly connection: Connection;
  /** What limits count an address by. */
  readonly addressKey: string;
}

export type EventDispatcher = (sender: Sender, name: unknown, args: readonly unknown[]) => void;

/**
 * The way of every client event: counted, parsed, handled, answered. Whatever arrives, the answer is a value with a
 * code; an exception here is our own mistake, is logged, and touches nobody else.
 */
export function createEventDispatcher({
  log,
  rooms,
  roomOpening,
  turnCredentials,
  joinLimit,
  pageBuild,
  callReports,
  linkReports,
  metrics,
}: DispatcherOptions): EventDispatcher {
  const eventLimit = createRateLimit(LIMITS.eventsPerConnection);
  const knockLimit = createRateLimit(LIMITS.knocksPerAddress);
  const linkReportLimit = createRateLimit(LIMITS.linkReportsPerAddress);

  /** Why the event is not even looked at; closes a connection that floods. */
  async function refuseExcess({ socket, addressKey }: Sender, name: unknown): Promise<Refusal | null> {
    const exceeded =
      (await eventLimit.consume(socket.id)) ??
      (name === 'room:join' ? await joinLimit.consume(addressKey) : null) ??
      (name === 'room:knock' ? await knockLimit.consume(addressKey) : null) ??
      (name === 'link:report' ? await linkReportLimit.consume(addressKey) : null);
    if (exceeded === null) return socket.connected ? null : refuse('unavailable');
    if (exceeded.factor > LIMITS.floodFactor) socket.disconnect(true);
    return refuse('rate-limited', exceeded.retryAfterSeconds);
  }

  /** From here to the answer nothing is awaited, so that answers and events leave in the order of what happened. */
  function handle({ connection, addressKey }: Sender, name: unknown, data: unknown): unknown {
    if (!isClientEventName(name)) return refuse('bad-request');
    const parsed = parseClientEvent(name, data);
    if (!parsed.ok) return parsed;
    const handler = handlers[name] as ClientEventHandler<ClientEventName>;
    const refuseOpening = (password: string | undefined) => roomOpening.refusal(addressKey, password);
    const context = { connection, rooms, turnCredentials, refuseOpening, addressKey, pageBuild, callReports };
    return handler({ ...context, linkReports }, parsed.value as never);
  }

  /** The events of one connection, one after the other: counting takes a moment, and none may overtake another. */
  const turns = new WeakMap<Connection, Promise<void>>();

  return function dispatch(sender, name, args) {
    const [data] = args;
    const acknowledge = args.at(-1);
    const answer = (outcome: unknown) => {
      metrics.countAnswer(isClientEventName(name) ? name : 'other', refusalIn(outcome) ?? 'ok');
      if (typeof acknowledge === 'function') acknowledge(outcome);
      else if (name === 'signal') refuseSignal(sender.socket, data, outcome);
    };
    const turn = (turns.get(sender.connection) ?? Promise.resolve())
      .then(() => refuseExcess(sender, name))
      .then((excess) => answer(excess ?? handle(sender, name, data)))
      .catch((error: unknown) => {
        log.error({ err: error, event: name }, 'event handler failed');
        answer(refuse('unavailable'));
      });
    turns.set(sender.connection, turn);
  };
}

function isClientEventName(name: unknown): name is ClientEventName {
  return typeof name === 'string' && Object.hasOwn(clientEvents, name);
}

/** Of an answer to an event, or of what came of a signal. */
function refusalIn(outcome: unknown): RefusalCode | undefined {
  return typeof outcome === 'string' ? (outcome as RefusalCode) : (outcome as Refusal | null)?.code;
}

/** Tells the sender of a signal that was not delivered; names the addressee where the signal named one properly. */
function refuseSignal(socket: Socket, data: unknown, outcome: unknown): void {
  const code = refusalIn(outcome);
  if (code === undefined) return;
  const to = clientEvents.signal.shape.to.safeParse((data as { to?: unknown } | null | undefined)?.to);
  socket.emit('signal:refused', to.success ? { to: to.data, code } : { code });
}
