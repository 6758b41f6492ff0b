import { type ClientEventName, clientEvents, parseClientEvent, refuse } from '#protocol';
import { LIMITS } from '../core/limits.ts';
import type { Logger } from '../core/logger.ts';
import { createRateLimit, type RateLimit } from '../core/rate-limit.ts';
import type { Connection, Rooms } from '../core/rooms.ts';
import type { TurnCredentials } from '../core/turn-credentials.ts';
import type { ClientEventHandler } from './client-event-handler.ts';
import type { Socket } from './create-realtime.ts';
import { handlers } from './handlers.ts';

export interface DispatcherOptions {
  readonly rooms: Rooms;
  readonly turnCredentials: TurnCredentials;
  readonly joinLimit: RateLimit;
  readonly log: Logger;
}

export type EventDispatcher = (
  socket: Socket,
  connection: Connection,
  addressKey: string,
  name: unknown,
  args: readonly unknown[],
) => void;

/**
 * The way of every client event: counted, parsed, handled, answered. Whatever arrives, the answer is a value with a
 * code; an exception here is our own mistake, is logged, and touches nobody else.
 */
export function createEventDispatcher({ log, ...services }: DispatcherOptions): EventDispatcher {
  const eventLimit = createRateLimit(LIMITS.eventsPerConnection);

  async function handle(socket: Socket, context: Context, name: ClientEventName, data: unknown) {
    const exceeded = await eventLimit.consume(socket.id);
    if (exceeded !== null) {
      if (exceeded.factor > LIMITS.floodFactor) socket.disconnect(true);
      return refuse('rate-limited', exceeded.retryAfterSeconds);
    }
    if (!socket.connected) return refuse('unavailable');
    const parsed = parseClientEvent(name, data);
    if (!parsed.ok) return parsed;
    const handler = handlers[name] as ClientEventHandler<ClientEventName>;
    const outcome = await handler(context, parsed.value as never);
    return typeof outcome === 'string' ? refuse(outcome) : outcome;
  }

  return function dispatch(socket, connection, addressKey, name, args) {
    const acknowledge = args.at(-1);
    const data = args[0];
    const answer = (result: unknown) => {
      if (typeof acknowledge === 'function') acknowledge(result);
      else if (name === 'signal' && isRefusal(result)) refuseSignal(socket, data, result.code);
    };
    if (!isClientEventName(name)) {
      // Counted all the same, so that nonsense is no way round the limit.
      void eventLimit.consume(socket.id).then((exceeded) => {
        if (exceeded !== null && exceeded.factor > LIMITS.floodFactor) socket.disconnect(true);
      });
      answer(refuse('bad-request'));
      return;
    }
    const context = { ...services, connection, addressKey, isOpen: () => socket.connected };
    handle(socket, context, name, data).then(answer, (error: unknown) => {
      log.error({ err: error, event: name }, 'event handler failed');
      answer(refuse('unavailable'));
    });
  };
}

type Context = Parameters<ClientEventHandler<ClientEventName>>[0];

function isClientEventName(name: unknown): name is ClientEventName {
  return typeof name === 'string' && Object.hasOwn(clientEvents, name);
}

function isRefusal(result: unknown): result is ReturnType<typeof refuse> {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === false;
}

/** Names the addressee only where the signal named one in proper form. */
function refuseSignal(socket: Socket, data: unknown, code: ReturnType<typeof refuse>['code']): void {
  const to = clientEvents.signal.shape.to.safeParse((data as { to?: unknown } | null | undefined)?.to);
  socket.emit('signal:refused', to.success ? { to: to.data, code } : { code });
}
