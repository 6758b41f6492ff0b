import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomOwn: ClientEventHandler<'room:own'> = ({ rooms, connection }, { owner }) => {
  const owned = rooms.own(connection, owner);
  return owned.ok ? { ok: true, ...owned.value } : owned;
};
