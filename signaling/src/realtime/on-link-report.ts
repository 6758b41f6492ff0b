import { refuse } from '#protocol';
import type { ClientEventHandler } from './client-event-handler.ts';

export const onLinkReport: ClientEventHandler<'link:report'> = (
  { rooms, connection, callReports, linkReports },
  report,
) => {
  if (!callReports) return refuse('unavailable');
  if (rooms.seatId(connection) === null) return refuse('not-in-room');
  linkReports.add(report);
  return { ok: true };
};
