import { join } from 'node:path';
import { primaryAddress } from '#keeper/public-address/primary-address';
import { failure, type Problem, type Result, success } from '#keeper/result';
import { type CoturnVersion, parseCoturnVersion } from '#keeper/turnserver/coturn-version';
import type { CommandContext } from '../commands/command-context.ts';
import { findProgram } from '../lib/find-program.ts';
import { prepareStateDirectory } from '../lib/state-directory.ts';
import { installerPrefix, missingPackages, type PackageContext } from '../lib/system-packages.ts';
import { judgeCoturnVersion } from '../turnserver/version-policy.ts';
import { portProblem, type WantedPort } from './port-free.ts';
import { readSettings, type Settings } from './settings.ts';

export const TURN_PORT = 3478;

/** Why 10 s: it takes milliseconds; what hangs longer is no turnserver. */
const VERSION_LIMIT_MS = 10_000;

const LOOPBACK = '127.0.0.1';

export interface UpOptions {
  readonly port: number;
  readonly https: boolean;
  readonly forceOldCoturn: boolean;
  /** Absolute path of the directory for what Burrow makes and keeps. */
  readonly stateDirectory: string;
}

/** What the checks have found out. */
export interface CheckedHost {
  readonly settings: Settings;
  /** Where coturn listens and relays. */
  readonly address: string;
  readonly hasNetwork: boolean;
  /** Where the service listens. */
  readonly listenHost: string;
  readonly missingPackages: readonly string[];
  /** The words before a command that installs packages. */
  readonly installerPrefix: readonly string[];
}

/** Everything that can be known to fail before anything is changed; all problems at once, but for those of `.env`. */
export async function checkHost(options: UpOptions, context: CommandContext): Promise<Result<CheckedHost>> {
  const settings = readSettings(context.root, context.env);
  if (!settings.ok) return settings;
  const { env } = settings.value;
  const primary = await primaryAddress();
  const address = primary ?? LOOPBACK;
  const listenHost = env.LISTEN_HOST || (primary === null ? LOOPBACK : settings.value.config.listenHost);
  const packages = packageContext(context);
  const missing = missingPackages(['up'], packages.findProgram);
  const installer = missing.length === 0 ? success([]) : await installerPrefix(missing, packages);
  const state = prepareStateDirectory(options.stateDirectory);
  const version = missing.includes('coturn')
    ? success(undefined)
    : await checkCoturnVersion({ settings: settings.value, address }, options, context);
  const port = await firstPortProblem(options, listenHost, address, context.run);
  const problems: readonly Problem[] = [
    ...[installer, state, version].flatMap((result) => (result.ok ? [] : result.problems)),
    ...(port === null ? [] : [port]),
  ];
  if (problems.length > 0 || !installer.ok) return { ok: false, problems };
  return success({
    settings: settings.value,
    address,
    hasNetwork: primary !== null,
    listenHost,
    missingPackages: missing,
    installerPrefix: installer.value,
  });
}

/** The version of the coturn at hand, when it may serve the addresses of this host. */
export async function checkCoturnVersion(
  { settings, address }: Pick<CheckedHost, 'settings' | 'address'>,
  { forceOldCoturn }: UpOptions,
  { run, stop }: Pick<CommandContext, 'run' | 'stop'>,
): Promise<Result<{ readonly version: CoturnVersion; readonly warning: string | null }>> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(VERSION_LIMIT_MS)]);
  const { output } = await run(['turnserver', '--version'], { signal });
  const version = parseCoturnVersion(output);
  if (version === null) {
    const cause = `expected a version from "turnserver --version"; found "${output.trim().slice(0, 100)}"`;
    return failure('coturn-version', cause, 'Reinstall the package coturn.');
  }
  const { publicAddress } = settings.config.turn;
  const addresses = publicAddress === null ? [address] : [address, publicAddress];
  const judged = judgeCoturnVersion(version, { addresses, forced: forceOldCoturn });
  return judged.ok ? success({ version, warning: judged.value }) : judged;
}

export function packageContext({ root, env, run, isRoot, hasTerminal }: CommandContext): PackageContext {
  return {
    findProgram: (name) => findProgram(name, env.PATH),
    run,
    isRoot,
    hasTerminal,
    installScript: join(root, 'scripts/install-packages.sh'),
  };
}

/** One is enough: whoever has one of the relay's ports mostly has the other as well. */
async function firstPortProblem(
  options: UpOptions,
  listenHost: string,
  address: string,
  run: CommandContext['run'],
): Promise<Problem | null> {
  if (options.port === TURN_PORT) {
    const cause = `expected the page to have a port of its own; found ${TURN_PORT}, which the relay has`;
    return { code: 'port-of-relay', cause, cure: 'Choose another port: --port 3000.' };
  }
  for (const wanted of wantedPorts(options, listenHost, address)) {
    const problem = await portProblem(wanted, run);
    if (problem !== null) return problem;
  }
  return null;
}

function wantedPorts({ port }: UpOptions, listenHost: string, address: string): readonly WantedPort[] {
  const stopCoturn =
    'Stop it; the coturn that Debian starts by itself ends with "systemctl disable --now coturn".';
  return [
    {
      protocol: 'tcp',
      address: listenHost,
      port,
      use: 'the page',
      cure: `Stop it, or choose another port: --port ${port < 60_000 ? port + 1 : 3_000}.`,
    },
    { protocol: 'udp', address, port: TURN_PORT, use: 'the relay', cure: stopCoturn },
    { protocol: 'tcp', address, port: TURN_PORT, use: 'the relay', cure: stopCoturn },
  ];
}
