import { type Signal, signal, useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { App, Call } from '../session/view.ts';
import { LobbyScreen } from './lobby/lobby-screen.tsx';
import { OverScreen } from './over/over-screen.tsx';

/** The part of the script that only a call needs; it comes while the person is in the lobby. */
const callScreen: Signal<ComponentType<{ call: Call }> | null> = signal(null);

async function loadCallScreen(): Promise<void> {
  callScreen.value = (await import('./call/call-screen.tsx')).CallScreen;
}

/** Everything that is drawn of a call, from its lobby to its end. */
export function Room({ app, call }: { app: App; call: Call }) {
  const phase = call.phase.value;
  // Again with each phase: what the network has refused once it may give the next time.
  useSignalEffect(() => {
    if (call.phase.value !== 'over' && callScreen.peek() === null) loadCallScreen().catch(reportError);
  });
  const CallScreen = callScreen.value;
  if (phase === 'in-call' && CallScreen !== null) return <CallScreen call={call} />;
  if (phase === 'over') return <OverScreen app={app} call={call} />;
  return <LobbyScreen app={app} call={call} />;
}
