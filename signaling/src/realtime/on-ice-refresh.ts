import { refuse } from '#protocol';
import type { ClientEventHandler } from './client-event-handler.ts';

export const onIceRefresh: ClientEventHandler<'ice:refresh'> = ({ rooms, connection, turnCredentials }) => {
  const id = rooms.seatId(connection);
  return id === null ? refuse('not-in-room') : { ok: true, ...turnCredentials.issue(id) };
};
