import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomLeave: ClientEventHandler<'room:leave'> = ({ rooms, connection }) => {
  const left = rooms.leave(connection);
  return left.ok ? { ok: true } : left;
};
