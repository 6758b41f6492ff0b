import { refuse } from '#protocol';
import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomJoin: ClientEventHandler<'room:join'> = async (context, request) => {
  const exceeded = await context.joinLimit.consume(context.addressKey);
  if (exceeded !== null) return refuse('rate-limited', exceeded.retryAfterSeconds);
  if (!context.isOpen()) return refuse('unavailable');
  const joined = context.rooms.join(context.connection, request);
  if (!joined.ok) return joined;
  return { ok: true, ...joined.value, ...context.turnCredentials.issue(joined.value.self) };
};
