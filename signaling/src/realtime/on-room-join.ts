import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomJoin: ClientEventHandler<'room:join'> = (
  { rooms, connection, turnCredentials, refuseOpening },
  request,
) => {
  const joined = rooms.join(connection, request, () => refuseOpening(request.password));
  return joined.ok ? { ok: true, ...joined.value, ...turnCredentials.issue(joined.value.self) } : joined;
};
