import { fileURLToPath } from 'node:url';
import type { TurnCredential } from '../../signaling/src/turn-probe/turn-client.ts';
import type { Bundle } from '../engine/bundle.ts';
import type { Host } from '../lab/host.ts';
import type { LabProcess } from '../lab/lab-process.ts';
import type { TcpOrder, TcpReport } from '../lab/programs/tcp-client.ts';
import type { AttackOrder, AttackReport } from '../lab/programs/turn-attack.ts';
import type { FloodOrder, FloodReport } from '../lab/programs/turn-flood.ts';
import type { RelayOrder, RelayReport } from '../lab/programs/turn-relay.ts';

const RUN_LIMIT_MS = 60_000;

/** As a program of the operator's own fetches them (docs/configuration.md, API_KEY). */
export async function fetchCredential(client: Host, url: string, apiKey: string): Promise<TurnCredential> {
  const { stdout } = await client.exec('curl', [
    ...['--silent', '--show-error', '--fail', '--insecure', '--max-time', '10', '--request', 'POST'],
    ...['--header', `Authorization: Bearer ${apiKey}`, `${url}api/turn-credentials`],
  ]);
  const [{ username, credential }] = JSON.parse(stdout).iceServers;
  return { username, password: credential };
}

/** Relays messages from this client through a TURN server and back to it. */
export async function relay(client: Host, order: RelayOrder): Promise<RelayReport> {
  const { stdout } = await client.exec(...program('turn-relay', order), { timeoutMs: RUN_LIMIT_MS });
  return reportOf(stdout);
}

/** Tries to make a TURN server send to peers that it is not to send to. */
export async function attack(client: Host, order: AttackOrder): Promise<AttackReport> {
  const { stdout } = await client.exec(...program('turn-attack', order), { timeoutMs: RUN_LIMIT_MS });
  return reportOf(stdout);
}

/** Sends more than a TURN server is to let through. */
export async function flood(client: Host, order: FloodOrder): Promise<FloodReport> {
  const { stdout } = await client.exec(...program('turn-flood', order), { timeoutMs: RUN_LIMIT_MS });
  return reportOf(stdout);
}

/** Opens a TCP connection and says what is to be said. */
export async function talkTcp(client: Host, order: TcpOrder): Promise<TcpReport> {
  const { stdout } = await client.exec(...program('tcp-client', order), { timeoutMs: RUN_LIMIT_MS });
  return reportOf(stdout);
}

/** The same until `stop` is called. */
export class RunningRelay {
  readonly #process: LabProcess;

  private constructor(process: LabProcess) {
    this.#process = process;
  }

  static async start(client: Host, order: RelayOrder): Promise<RunningRelay> {
    const process = client.spawn(...program('turn-relay', { ...order, untilTold: true }), {
      keepsInputOpen: true,
    });
    await process.waitForOutput(/^running$/m, RUN_LIMIT_MS);
    return new RunningRelay(process);
  }

  async stop(): Promise<RelayReport> {
    this.#process.closeInput();
    await this.#process.exited;
    return reportOf(this.#process.stdout);
  }
}

function program(name: string, order: object): [string, string[]] {
  const path = fileURLToPath(new URL(`../lab/programs/${name}.ts`, import.meta.url));
  return [process.execPath, ['--conditions=source', path, JSON.stringify(order)]];
}

function reportOf<Report>(output: string): Report {
  const line = output.split('\n').findLast((text) => text.startsWith('{'));
  if (line === undefined) throw new Error(`Expected a report as JSON, got:\n${output}`);
  return JSON.parse(line);
}

/** How often coturn was started in its container, which itself was not started anew. */
export async function coturnStarts(bundle: Bundle): Promise<number> {
  return (await bundle.logs('turn')).split('The configuration has changed: starting again').length;
}
