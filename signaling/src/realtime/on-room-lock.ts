import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomLock: ClientEventHandler<'room:lock'> = ({ rooms, connection }, { locked }) => {
  const done = rooms.lock(connection, locked);
  return done.ok ? { ok: true } : done;
};
