import { parseKeeperConfig } from '#keeper/config/parse-keeper-config';
import { settingProblems } from '#keeper/config/setting-problems';
import { type Problem, type Result, success } from '#keeper/result';
import { type Summary, summaryLines } from '#keeper/site/summary';
import { TURN_PORT } from '#keeper/site/turn-urls';
import { portProblem } from '../checks/port-free.ts';
import { readEnvironment } from '../checks/settings.ts';
import { type Compose, createCompose } from '../compose/compose.ts';
import { checkEngine, type Engine } from '../compose/engine.ts';
import { keeperProblems, readSummary } from '../compose/keeper.ts';
import { createSteps, type Steps } from '../lib/steps.ts';
import type { CommandContext } from './command-context.ts';

/** Brings the bundle up on the Docker engine of this host, where it goes on by itself. Resolves when calls work. */
export async function upWithCompose(engine: Engine, context: CommandContext): Promise<Result<Summary>> {
  const compose = createCompose(context);
  const steps = createSteps(context);

  // All checks; when one fails, nothing has been changed.
  const checked = await steps.run('checking engine, settings and ports', () =>
    checkAll(engine, compose, context),
  );
  if (!checked.ok) return checked;

  // From here on things change.
  const built = await steps.run('images', () => compose.build());
  if (!built.ok) return built;
  const started = await steps.run('keeper, signaling, caddy, edge and turn', () => start(compose));
  if (!started.ok) return started;
  return finish(compose, steps);
}

async function checkAll(engine: Engine, compose: Compose, context: CommandContext): Promise<Result<void>> {
  const [host, settings] = [await checkEngine(engine, compose), readEnvironment(context.root, context.env)];
  if (!settings.ok) return settings;
  const parsed = parseKeeperConfig(settings.value, unreadable);
  const problems: Problem[] = host.ok ? [] : [...host.problems];
  if (!parsed.ok) problems.push(...settingProblems(parsed.problems));
  // An engine that is too old may not read the compose file, and wrong settings may name no port.
  if (problems.length === 0) problems.push(...(await portProblems(compose, context)));
  return problems.length === 0 ? success(undefined) : { ok: false, problems };
}

/** Ports that the bundle itself already has are in order. */
async function portProblems(compose: Compose, { run }: CommandContext): Promise<readonly Problem[]> {
  const [parts, published] = [await compose.parts(), await compose.publishedPorts()];
  if (!parts.ok) return parts.problems;
  if (!published.ok) return published.problems;
  const running = new Set(parts.value.filter(({ state }) => state === 'running').map(({ part }) => part));
  const problems: Problem[] = [];
  for (const { part, protocol, address, port } of published.value) {
    if (running.has(part)) continue;
    const cure = port === TURN_PORT ? STOP : CHOOSE;
    const problem = await portProblem({ protocol, address, port, use: part, cure }, run);
    // The engine opens it, and may.
    if (problem !== null && problem.code !== 'port-forbidden') problems.push(problem);
  }
  return problems;
}

const CHOOSE = 'Stop what has it, or choose another: HTTP_PORT and HTTPS_PORT in .env.';
const STOP = 'Stop it; the coturn that Debian starts by itself ends with "systemctl disable --now coturn".';

/** What the keeper has found wrong says more than that it is unhealthy. */
async function start(compose: Compose): Promise<Result<void>> {
  const started = await compose.up();
  if (started.ok) return started;
  const problems = await keeperProblems(compose);
  return problems.length === 0 ? started : { ok: false, problems };
}

async function finish(compose: Compose, steps: Steps): Promise<Result<Summary>> {
  const summary: Result<Summary> = await readSummary(compose);
  if (!summary.ok) return summary;
  for (const line of summaryLines(summary.value)) steps.note(line);
  steps.note('logs: ./scripts/burrow logs · state: ./scripts/burrow status · stop: ./scripts/burrow down');
  return summary;
}

/** In the containers `NAME_FILE` would be another file than here. */
function unreadable(path: string): string {
  throw new Error(`${path} is not looked at here`);
}
