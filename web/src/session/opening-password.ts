import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { CallPorts } from './ports.ts';
import type { JoinProblem } from './view.ts';

/** The password with which rooms are opened on this server, as far as one call has to do with it. */
export interface OpeningPassword {
  /** What the person types. */
  readonly typed: Signal<string>;
  /** Whether the server has asked for one. */
  readonly isAsked: ReadonlySignal<boolean>;
  /** Goes with a join; null: none. */
  toSend(): string | null;
  /** A join went through: what was typed is remembered for this tab's life. */
  handleJoined(): void;
  /** What to tell the person when the server has refused a join. */
  handleRefused(problem: JoinProblem): JoinProblem;
}

export function createOpeningPassword({ tabStorage }: Pick<CallPorts, 'tabStorage'>): OpeningPassword {
  const typed = signal('');
  const isAsked = signal(false);
  return {
    typed,
    isAsked,
    toSend: () => typed.peek() || tabStorage.get(PASSWORD) || null,
    handleJoined() {
      if (typed.peek() !== '') tabStorage.set(PASSWORD, typed.peek());
    },
    handleRefused(problem) {
      if (problem !== 'password-needed' && problem !== 'wrong-password') return problem;
      isAsked.value = true;
      // Who did not type it did not mistype it: the operator has changed the password since it was remembered.
      const told = typed.peek() === '' ? 'password-needed' : problem;
      if (problem === 'wrong-password') {
        typed.value = '';
        tabStorage.remove(PASSWORD);
      }
      return told;
    },
  };
}

const PASSWORD = 'burrow.create-password';
