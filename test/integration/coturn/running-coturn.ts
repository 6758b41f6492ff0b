import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostFacts } from '../../../keeper/src/turnserver/host-facts.ts';
import { renderTurnserverConf } from '../../../keeper/src/turnserver/render-turnserver-conf.ts';
import { storeTurnSecrets } from '../../../keeper/src/turnserver/secret-store.ts';
import { readStartupLine } from '../../../scripts/src/turnserver/startup-log.ts';
import {
  createTurnClient,
  type TurnClient,
  type TurnCredential,
} from '../../../signaling/src/turn-probe/turn-client.ts';

export const POLICY = readFileSync(new URL('../../../turnserver.conf', import.meta.url), 'utf8');
export const SECRET = 'the-secret-of-this-test-0123456789abcdefghi';

export interface CoturnOptions {
  /** What to run, before its arguments. */
  readonly command: readonly string[];
  readonly facts: HostFacts;
  /** Changes the rendered text, for configurations that Burrow itself would never write. */
  readonly alter?: (rendered: string) => string;
  /** The realm that the secret is stored under, when not that of the facts. */
  readonly secretRealm?: string;
}

/** A coturn of its own directory, with the policy of this repository. */
export class RunningCoturn {
  readonly lines: string[] = [];
  readonly facts: HostFacts;
  readonly #child: ChildProcess;
  readonly #directory: string;
  readonly #clients: TurnClient[] = [];

  /** Resolves once it listens; rejects with its output when it ends before. */
  static async start(options: CoturnOptions): Promise<RunningCoturn> {
    const coturn = new RunningCoturn(options);
    await coturn.#listening();
    return coturn;
  }

  private constructor({ command, facts, alter = (text) => text, secretRealm = facts.realm }: CoturnOptions) {
    this.facts = facts;
    this.#directory = mkdtempSync(join(tmpdir(), 'burrow-coturn-'));
    const rendered = renderTurnserverConf(POLICY, facts);
    if (!rendered.ok) throw new Error(JSON.stringify(rendered.problems));
    writeFileSync(join(this.#directory, 'turnserver.conf'), alter(rendered.value));
    storeTurnSecrets({ path: join(this.#directory, 'turndb'), realm: secretRealm, secrets: [SECRET] });
    // It ends with this process, whatever becomes of the test.
    this.#child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...command, '-c', 'turnserver.conf'], {
      cwd: this.#directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.lines.push(...text.split('\n').filter((line) => line !== ''));
      });
    }
  }

  /** A credential as the signaling service makes it. */
  credential(secret = SECRET, secondsLeft = 60): TurnCredential {
    const username = `${Math.floor(Date.now() / 1000) + secondsLeft}:somebody`;
    return { username, password: createHmac('sha1', secret).update(username).digest('base64') };
  }

  client(credential: TurnCredential | null = this.credential()): TurnClient {
    const { listeningAddresses, listeningPort } = this.facts;
    const server = { address: listeningAddresses[0] ?? '', port: listeningPort };
    const client = createTurnClient({ server, credential });
    this.#clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    if (this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
    for (const client of this.#clients) client.abandon();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #listening(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`turnserver ${why}:\n${this.lines.join('\n')}`));
      this.#child.once('error', reject);
      this.#child.once('exit', (code) => fail(`ended (${code})`));
      this.#child.stdout?.on('data', () => {
        const read = this.lines.map((line) => readStartupLine(line).kind);
        if (read.includes('failed')) fail('does not start well');
        else if (read.includes('listening')) resolve();
      });
    });
  }
}
