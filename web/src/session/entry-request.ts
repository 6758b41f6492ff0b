import { signal } from '@preact/signals-core';
import { PROTOCOL_VERSION, type RefusalCode, type ServerEvent } from '#protocol';
import type { CallPorts } from './ports.ts';
import type { EntryRequest, EntryState } from './view.ts';

export interface EntryRequestOptions {
  readonly ports: Pick<CallPorts, 'signaling' | 'clock' | 'report'>;
  readonly isPossible: boolean;
  readonly session: string;
  readonly room: Promise<string>;
  /** The person's name, sealed for the owners. */
  readonly sealName: () => Promise<string>;
  /** The door is open to this line: join by it. */
  readonly onAdmitted: () => void;
  /** The call was ended while this page waited. */
  readonly onEnded: () => void;
  /** The server refuses for a reason that has nothing to do with the door. */
  readonly onRefused: (code: RefusalCode) => void;
}

/** Waiting at a locked door. It lasts as long as the line to the server; after a loss the page knocks again. */
export function createEntryRequest(
  options: EntryRequestOptions,
): EntryRequest & { /** The line belongs to somebody else now. */ letGo(): void } {
  const { ports, session } = options;
  const { signaling, clock } = ports;
  const state = signal<EntryState>('idle');
  /** Grows with each knock and each end: an answer to an older one is stale. */
  let attempt = 0;
  let cancelTimer: () => void = () => undefined;

  const isWaiting = () => WAITING.has(state.peek());

  function letGo(): void {
    attempt++;
    cancelTimer();
    state.value = 'idle';
  }

  function stop(final: EntryState): void {
    letGo();
    signaling.close();
    state.value = final;
  }

  async function knock(): Promise<void> {
    const current = ++attempt;
    const [room, payload] = await Promise.all([options.room, options.sealName()]);
    if (current !== attempt) return;
    const answer = await signaling.ask('room:knock', { version: PROTOCOL_VERSION, room, session, payload });
    if (current !== attempt) return;
    if (answer?.ok) {
      cancelTimer();
      state.value = answer.heard ? 'waiting' : 'unheard';
    } else if (answer?.code === 'not-locked') {
      enter();
    } else {
      stop('failed');
      if (answer !== null) options.onRefused(answer.code);
    }
  }

  function enter(): void {
    letGo();
    options.onAdmitted();
  }

  function handleAnswer(answer: ServerEvent<'knock:answered'>['answer']): void {
    if (answer === 'admitted' || answer === 'opened') enter();
    else if (answer === 'ended') {
      stop('idle');
      options.onEnded();
    } else stop(answer);
  }

  return {
    state,
    isPossible: options.isPossible,
    ask() {
      if (isWaiting()) return;
      state.value = 'asking';
      cancelTimer = clock.schedule(() => stop('failed'), FIRST_ANSWER_LIMIT_MS);
      signaling.open({
        onConnected() {
          if (isWaiting()) knock().catch(ports.report);
        },
        onDisconnected() {
          if (!isWaiting()) return;
          attempt++;
          state.value = 'asking';
        },
        onEvent(name, data) {
          // What is said to a line that was let go is for those who took it over.
          if (!isWaiting()) return;
          if (name === 'knock:heard')
            state.value = (data as ServerEvent<'knock:heard'>).heard ? 'waiting' : 'unheard';
          else if (name === 'knock:answered') handleAnswer((data as ServerEvent<'knock:answered'>).answer);
        },
      });
    },
    cancel() {
      if (isWaiting()) stop('idle');
    },
    letGo,
  };
}

const WAITING: ReadonlySet<EntryState> = new Set(['asking', 'waiting', 'unheard']);
const FIRST_ANSWER_LIMIT_MS = 15_000;
