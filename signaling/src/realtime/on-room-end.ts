import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomEnd: ClientEventHandler<'room:end'> = ({ rooms, connection }) => {
  const done = rooms.end(connection);
  return done.ok ? { ok: true } : done;
};
