import type { ClientEventHandler } from './client-event-handler.ts';

export const onSignal: ClientEventHandler<'signal'> = ({ rooms, connection }, signal) =>
  rooms.relay(connection, signal);
