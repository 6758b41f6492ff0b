import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomHandOver: ClientEventHandler<'room:hand-over'> = ({ rooms, connection }, { peer }) => {
  const done = rooms.handOver(connection, peer);
  return done.ok ? { ok: true } : done;
};
