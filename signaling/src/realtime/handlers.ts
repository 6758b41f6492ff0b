import type { ClientEventName } from '#protocol';
import type { ClientEventHandler } from './client-event-handler.ts';
import { onIceRefresh } from './on-ice-refresh.ts';
import { onKnockAnswer } from './on-knock-answer.ts';
import { onLinkReport } from './on-link-report.ts';
import { onRoomEnd } from './on-room-end.ts';
import { onRoomHandOver } from './on-room-hand-over.ts';
import { onRoomJoin } from './on-room-join.ts';
import { onRoomKnock } from './on-room-knock.ts';
import { onRoomLeave } from './on-room-leave.ts';
import { onRoomLock } from './on-room-lock.ts';
import { onRoomOwn } from './on-room-own.ts';
import { onRoomRemove } from './on-room-remove.ts';
import { onSignal } from './on-signal.ts';

/** One handler per event a client may send, or it does not compile. */
export const handlers: { readonly [Name in ClientEventName]: ClientEventHandler<Name> } = {
  'room:join': onRoomJoin,
  'room:leave': onRoomLeave,
  'room:lock': onRoomLock,
  'room:remove': onRoomRemove,
  'room:hand-over': onRoomHandOver,
  'room:own': onRoomOwn,
  'room:end': onRoomEnd,
  'room:knock': onRoomKnock,
  'knock:answer': onKnockAnswer,
  'ice:refresh': onIceRefresh,
  'link:report': onLinkReport,
  signal: onSignal,
};
