import type { ClientEventHandler } from './client-event-handler.ts';

export const onRoomJoin: ClientEventHandler<'room:join'> = (
  { rooms, connection, turnCredentials, refuseOpening, pageBuild, callReports },
  request,
) => {
  const joined = rooms.join(connection, request, () => refuseOpening(request.password));
  if (!joined.ok) return joined;
  const build = pageBuild === null ? {} : { build: pageBuild };
  const reports = callReports ? { reports: true } : {};
  return { ok: true, ...joined.value, ...build, ...reports, ...turnCredentials.issue(joined.value.self) };
};
