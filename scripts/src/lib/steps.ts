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
  return {
    async run(title, work) {
      let outcome = 'done';
      const startedAt = clock.now();
      write(`${title} ... `);
      const result = await work((said) => {
        outcome = said;
      });
      write(`${result.ok ? outcome : 'failed'} (${secondsText(clock.now() - startedAt)})\n`);
      return result;
    },
    note(text) {
      write(`${text}\n`);
    },
  };
}

export function secondsText(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
