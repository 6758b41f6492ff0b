import { describeStatus } from '#diagnosis';
import { failure, type Problem, problemLine, type Result, success } from '#keeper/result';
import { type Summary, summaryLines } from '#keeper/site/summary';
import type { ServiceStatus } from '#protocol';
import {
  type Compose,
  type ComposeContext,
  createCompose,
  type LogOptions,
  type PartState,
} from '../compose/compose.ts';
import { keeperProblems, readSummary } from '../compose/keeper.ts';
import { logLinesAsJson } from '../compose/log-lines.ts';
import { bundledService } from '../lib/operator-service.ts';
import { readServiceStatus } from '../lib/service-status.ts';
import { type OutputOptions, showResult } from '../lib/show-result.ts';
import { statusLines } from '../lib/status-lines.ts';
import type { CommandContext } from './command-context.ts';

/** What can be done to a bundle that runs; each resolves with the exit code. */
export interface BurrowCommands {
  rotate(options: OutputOptions): Promise<number>;
  down(options: OutputOptions): Promise<number>;
  /** 0 only when every part is healthy. */
  status(options: OutputOptions): Promise<number>;
  logs(options: LogOptions & OutputOptions): Promise<number>;
}

export interface BundleStatus {
  readonly parts: readonly PartState[];
  /** What the keeper finds wrong. */
  readonly problems: readonly Problem[];
  /** Null: the keeper has not got so far. */
  readonly summary: Summary | null;
  /** Null: the service cannot be asked. */
  readonly service: ServiceStatus | null;
}

const ROTATE = ['node', 'keeper/dist/rotate.js'];

export function burrowCommands(
  context: Pick<CommandContext, 'root' | 'env' | 'write' | 'stop' | 'progress'>,
  makeCompose: (context: ComposeContext) => Compose = createCompose,
): BurrowCommands {
  const { write, progress } = context;
  const compose = makeCompose(context);
  return {
    async rotate({ json }) {
      progress('making a new secret');
      const rotated = await compose.exec('keeper', ROTATE);
      return showResult(
        rotated,
        { json, write },
        (said) => [said],
        (said) => ({ rotated: said }),
      );
    },
    async down({ json }) {
      progress('stopping');
      const said = 'down; secrets and certificates are kept';
      return showResult(
        await compose.down(),
        { json, write },
        () => [said],
        () => ({ down: true }),
      );
    },
    async status({ json }) {
      progress('asking the Docker engine');
      const status = await readStatus(compose);
      const code = showResult(status, { json, write }, bundleLines);
      return status.ok && !isAllWell(status.value) ? 1 : code;
    },
    async logs({ json, ...options }) {
      const shown = json
        ? await makeCompose({ ...context, write: logLinesAsJson(write) }).logs(options)
        : await compose.logs(options);
      if (context.stop.aborted) return 0;
      return shown.ok ? 0 : showResult(shown, { json, write }, () => []);
    },
  };
}

async function readStatus(compose: Compose): Promise<Result<BundleStatus>> {
  const parts = await compose.parts();
  if (!parts.ok) return parts;
  if (parts.value.length === 0) return NOTHING_RUNS;
  const [problems, summary] = [await keeperProblems(compose), await readSummary(compose)];
  const service = await readServiceStatus(bundledService(compose));
  // Of a part that does not run its own line says so.
  const isAsked = parts.value.some((one) => one.part === 'signaling' && isWell(one));
  return success({
    parts: parts.value,
    problems: [...problems, ...(service.ok || !isAsked ? [] : service.problems)],
    summary: summary.ok ? summary.value : null,
    service: service.ok ? service.value : null,
  });
}

const NOTHING_RUNS = failure(
  'nothing-runs',
  'expected the parts of Burrow; found that nothing runs',
  'Start it: ./scripts/burrow up',
);

function bundleLines({ parts, problems, summary, service }: BundleStatus): readonly string[] {
  return [
    ...parts.map(({ part, state, health }) => `${part.padEnd(12)} ${health || state}`),
    ...problems.map(problemLine),
    ...(service === null ? [] : statusLines(service)),
    ...(summary === null ? [] : summaryLines(summary)),
  ];
}

function isAllWell({ parts, service }: BundleStatus): boolean {
  return parts.every(isWell) && (service === null || describeStatus(service, 'en').state !== 'bad');
}

function isWell({ state, health }: PartState): boolean {
  return state === 'running' && (health === '' || health === 'healthy');
}
