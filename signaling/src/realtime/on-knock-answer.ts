import type { ClientEventHandler } from './client-event-handler.ts';

export const onKnockAnswer: ClientEventHandler<'knock:answer'> = ({ rooms, connection }, answer) => {
  const done = rooms.answerKnock(connection, answer);
  return done.ok ? { ok: true } : done;
};
