import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAuthority } from './authority.ts';
import { debianRoot, withProgramsOf } from './debian-root.ts';
import type { Host } from './host.ts';
import type { LabProcess } from './lab-process.ts';

export interface PebbleOptions {
  /** The name in the lab's DNS that leads to the host. */
  readonly name: string;
  /** How long certificates are good, by profile. */
  readonly validitySeconds?: { readonly default?: number; readonly shortlived?: number };
}

const PORT = 443;
const MANAGEMENT_PORT = 15_000;
const DAY_SECONDS = 86_400;
const START_LIMIT_MS = 20_000;

/**
 * An ACME authority (RFC 8555) for the lab: Let's Encrypt's Pebble, which looks for its challenges on ports 80 and 443 of
 * what the lab's DNS says. It keeps nothing: each start has a new root and knows no account.
 */
export class Pebble {
  readonly directoryUrl: string;
  /** PEM, of the authority's own HTTPS certificate; not of those that it issues. */
  readonly httpsRoot: string;
  readonly #host: Host;
  readonly #command: readonly string[];
  readonly #directory: string;
  #process: LabProcess | null = null;
  #earlierOutput = '';

  private constructor(
    options: PebbleOptions & { host: Host; command: readonly string[]; directory: string; httpsRoot: string },
  ) {
    this.directoryUrl = `https://${options.name}/dir`;
    this.httpsRoot = options.httpsRoot;
    this.#host = options.host;
    this.#command = options.command;
    this.#directory = options.directory;
  }

  /** Made, but not started: an authority that cannot be reached. */
  static async on(host: Host, { name, validitySeconds = {} }: PebbleOptions): Promise<Pebble> {
    const root = await debianRoot({ suite: 'sid', packages: ['pebble'] });
    const directory = await host.makeDirectory('pebble');
    const https = await createAuthority(directory, 'acme').then((authority) =>
      authority.issue('https', [name]),
    );
    const profile = (description: string, validityPeriod: number) => ({ description, validityPeriod });
    const config = {
      pebble: {
        ...{ listenAddress: `0.0.0.0:${PORT}`, managementListenAddress: `0.0.0.0:${MANAGEMENT_PORT}` },
        ...{ certificate: https.certFile, privateKey: https.keyFile, httpPort: 80, tlsPort: 443 },
        ...{ ocspResponderURL: '', externalAccountBindingRequired: false, keyAlgorithm: 'ecdsa' },
        retryAfter: { authz: 1, order: 1 },
        profiles: {
          default: profile('as most are', validitySeconds.default ?? 90 * DAY_SECONDS),
          shortlived: profile('for addresses', validitySeconds.shortlived ?? 6 * DAY_SECONDS),
        },
      },
    };
    const configFile = join(directory, 'config.json');
    await writeFile(configFile, JSON.stringify(config));
    return new Pebble({
      ...{ name, host, directory },
      command: [...withProgramsOf(root), 'pebble', '-config', configFile],
      httpsRoot: await readFile(https.rootFile, 'utf8'),
    });
  }

  async start(): Promise<void> {
    const [program = '', ...args] = this.#command;
    // No artificial delays, and no nonces refused on purpose.
    const env = { PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0', PEBBLE_AUTHZREUSE: '0' };
    this.#process = this.#host.spawn(program, args, { env, cwd: this.#directory });
    await this.#process.waitForOutput(/ACME directory available at/, START_LIMIT_MS);
  }

  async stop(): Promise<void> {
    this.#earlierOutput = this.log;
    await this.#process?.kill();
    this.#process = null;
  }

  /** What its clients have to trust: the root that it issues under, written to a file that is returned. */
  async rootFile(): Promise<string> {
    const url = `https://127.0.0.1:${MANAGEMENT_PORT}/roots/0`;
    const { stdout } = await this.#host.exec('curl', ['-sSfk', url]);
    const file = join(this.#directory, 'issuing-root.pem');
    await writeFile(file, stdout);
    return file;
  }

  get log(): string {
    return this.#earlierOutput + (this.#process === null ? '' : this.#process.stdout + this.#process.stderr);
  }

  /** Orders that were placed, also those that came to nothing. */
  get orders(): number {
    return [...this.log.matchAll(/Added order/g)].length;
  }

  get certificatesIssued(): number {
    return [...this.log.matchAll(/Issued certificate serial/g)].length;
  }
}
