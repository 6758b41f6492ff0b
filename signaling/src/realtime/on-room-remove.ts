import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomRemove: ClientEventHandler<'room:remove'> = ({ rooms, connection }, { peer }) => {
  const done = rooms.remove(connection, peer);
  return done.ok ? { ok: true } : done;
};
