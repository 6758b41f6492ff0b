import { type Signal, signal, useSignalEffect } from '@preact/signals';
import type { App, Call } from '../session/view.ts';
import { LobbyScreen } from './lobby/lobby-screen.tsx';
import { OverScreen } from './over/over-screen.tsx';
import { UnsupportedScreen } from './unsupported/unsupported-screen.tsx';

/** The part of the script that only a call needs; it comes while the person is in the lobby. */
const callPart: Signal<typeof import('./call/call-screen.tsx') | null> = signal(null);
const isCallPartMissing = signal(false);

async function loadCallPart(): Promise<void> {
  isCallPartMissing.value = false;
  try {
    callPart.value = await import('./call/call-screen.tsx');
  } catch (error) {
    isCallPartMissing.value = true;
    reportError(error);
  }
}

/** Everything that is drawn of a call, from its lobby to its end. */
export function Room({ app, call }: { app: App; call: Call }) {
  const phase = call.phase.value;
  // Again with each phase: some browsers ask again for what the network has refused once.
  useSignalEffect(() => {
    if (call.phase.value !== 'over' && callPart.peek() === null) void loadCallPart();
  });
  const Part = callPart.value;
  const reporting = call.reporting.value;
  if (phase === 'in-call' && Part !== null) return <Part.CallScreen call={call} />;
  // Reloading goes back into the call.
  if (phase === 'in-call' && isCallPartMissing.value)
    return <UnsupportedScreen reason="load-failed" onHome={app.goHome} />;
  if (phase === 'over')
    return (
      <OverScreen app={app} call={call}>
        {Part && reporting && <Part.ReportEntry reporting={reporting} />}
      </OverScreen>
    );
  return <LobbyScreen app={app} call={call} />;
}
