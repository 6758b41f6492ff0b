import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CoturnBuild } from './coturn-builds.ts';
import type { Host } from './host.ts';
import type { LabProcess } from './lab-process.ts';
import { queryStun } from './stun.ts';

export interface CoturnOptions {
  readonly build: CoturnBuild;
  /** The text of a turnserver.conf; the files it names may be anywhere outside /usr. */
  readonly config: string;
  /** Where a STUN Binding over UDP is answered once it is up; default: the first listener of the config. */
  readonly probe?: { readonly address: string; readonly port: number };
}

const defaultPort = 3478;
const startTimeoutMs = 15_000;

/** Starts coturn on a host and waits until it answers; throws with its log when it does not. Logs to stdout. */
export async function startCoturn(host: Host, { build, config, probe }: CoturnOptions): Promise<LabProcess> {
  const directory = await host.makeDirectory('coturn');
  const configFile = join(directory, 'turnserver.conf');
  await writeFile(configFile, config, { mode: 0o600 });
  const [program = '', ...args] = build.command;
  const server = host.spawn(
    program,
    [...args, '-c', configFile, '--log-file=stdout', ...ownFiles(config, directory)],
    { cwd: directory },
  );
  const { address, port } = probe ?? {
    address: optionOf(config, 'listening-ip') ?? host.address,
    port: Number(optionOf(config, 'listening-port') ?? defaultPort),
  };
  const problem = await Promise.race([
    queryStun(host, [`${address}:${port}`], { timeoutMs: startTimeoutMs }).then(([seen]) =>
      seen ? undefined : `no answer on ${address}:${port}`,
    ),
    // An address it cannot have makes coturn try again for a minute.
    server.waitForOutput(/Cannot bind .*/, startTimeoutMs).then(
      ([line]) => line,
      () => (server.hasExited ? 'it ended' : `no answer on ${address}:${port}`),
    ),
  ]);
  if (problem === undefined) return server;
  await server.kill();
  throw new Error(`coturn ${build.version} did not start: ${problem}.\n${server.describe()}`);
}

/** Paths that coturn writes to and that would otherwise be this machine's own. */
function ownFiles(config: string, directory: string): readonly string[] {
  const defaults = { userdb: 'turndb', pidfile: 'turnserver.pid' };
  return Object.entries(defaults)
    .filter(([option]) => optionOf(config, option) === undefined)
    .map(([option, file]) => `--${option}=${join(directory, file)}`);
}

function optionOf(config: string, option: string): string | undefined {
  return new RegExp(`^\\s*${option}\\s*=\\s*(\\S+)`, 'm').exec(config)?.[1];
}
