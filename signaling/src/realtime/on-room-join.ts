import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomJoin: ClientEventHandler<'room:join'> = (
  { rooms, connection, turnCredentials },
  request,
) => {
  const joined = rooms.join(connection, request);
  return joined.ok ? { ok: true, ...joined.value, ...turnCredentials.issue(joined.value.self) } : joined;
};
