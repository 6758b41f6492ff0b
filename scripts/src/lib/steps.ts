import type { Result } from '#keeper/result';
import type { Clock } from '#signaling/core/clock';

/** Shows what goes on while it goes on, and how long it took. */
export interface Steps {
  /**
   * One step on one line: title, outcome, seconds.
   * @param work says with `say` how it ended, such as "already so"; without a word it is "done".
   */
  run<Value>(
    title: string,
    work: (say: (outcome: string) => void) => Promise<Result<Value>> | Result<Value>,
  ): Promise<Result<Value>>;
  /** A line that is no step. */
  note(text: string): void;
}

export function createSteps({ write, clock }: { write: (text: string) => void; clock: Clock }): Steps {
  /** Whether the line of a step waits for its outcome. */
  let isWaiting = false;
  return {
    async run(title, work) {
      let outcome = 'done';
      const startedAt = clock.now();
      write(`${title} ... `);
      isWaiting = true;
      const result = await work((said) => {
        outcome = said;
      });
      // Notes have come in between.
      if (!isWaiting) write(`${title} ... `);
      isWaiting = false;
      write(`${result.ok ? outcome : 'failed'} (${secondsText(clock.now() - startedAt)})\n`);
      return result;
    },
    note(text) {
      if (isWaiting) write('\n');
      isWaiting = false;
      write(`${text}\n`);
    },
  };
}

export function secondsText(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
