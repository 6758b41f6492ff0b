import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomKnock: ClientEventHandler<'room:knock'> = ({ rooms, connection, addressKey }, request) => {
  const knocked = rooms.knock(connection, request, addressKey);
  return knocked.ok ? { ok: true, ...knocked.value } : knocked;
};
