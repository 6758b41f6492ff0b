import type { App, Call } from '../session/view.ts';
import { CallScreen } from './call/call-screen.tsx';
import { LobbyScreen } from './lobby/lobby-screen.tsx';
import { OverScreen } from './over/over-screen.tsx';

/** Everything that is drawn of a call, from its lobby to its end. */
export function Room({ app, call }: { app: App; call: Call }) {
  const phase = call.phase.value;
  if (phase === 'in-call') return <CallScreen call={call} />;
  if (phase === 'over') return <OverScreen app={app} call={call} />;
  return <LobbyScreen app={app} call={call} />;
}
