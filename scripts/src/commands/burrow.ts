import { problemLine, type Result } from '#keeper/result';
import { summaryLines } from '#keeper/site/summary';
import { type Compose, createCompose, type LogOptions, type PartState } from '../compose/compose.ts';
import { keeperProblems, readSummary } from '../compose/keeper.ts';
import type { CommandContext } from './command-context.ts';

/** What can be done to a bundle that runs; each resolves with the exit code. */
export interface BurrowCommands {
  rotate(): Promise<number>;
  down(): Promise<number>;
  /** 0 only when every part is healthy. */
  status(): Promise<number>;
  logs(options: LogOptions): Promise<number>;
}

const ROTATE = ['node', 'keeper/dist/rotate.js'];

export function burrowCommands(
  context: Pick<CommandContext, 'root' | 'env' | 'write' | 'stop'>,
  compose: Compose = createCompose(context),
): BurrowCommands {
  const line = (text: string) => context.write(`${text}\n`);
  return {
    rotate: async () => end(await compose.exec('keeper', ROTATE), line),
    down: async () => end(await compose.down(), () => line('down; secrets and certificates are kept')),
    async status() {
      const parts = await compose.parts();
      if (!parts.ok) return end(parts);
      if (parts.value.length === 0) {
        line('✗ nothing runs. Start it: ./scripts/up');
        return 1;
      }
      for (const { part, state, health } of parts.value) line(`${part.padEnd(12)} ${health || state}`);
      for (const problem of await keeperProblems(compose)) line(problemLine(problem));
      const summary = await readSummary(compose);
      if (summary.ok) for (const text of summaryLines(summary.value)) line(text);
      return parts.value.every(isWell) ? 0 : 1;
    },
    async logs(options) {
      const shown = await compose.logs(options);
      return context.stop.aborted ? 0 : end(shown);
    },
  };

  function end<Value>(result: Result<Value>, say: (value: Value) => void = () => undefined): number {
    if (result.ok) say(result.value);
    else for (const problem of result.problems) line(problemLine(problem));
    return result.ok ? 0 : 1;
  }
}

function isWell({ state, health }: PartState): boolean {
  return state === 'running' && (health === '' || health === 'healthy');
}
