import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AddressPlan, checkServerAddress } from './address-plan.ts';
import { attachBehindRouter, attachDirectly } from './attachment.ts';
import { type ClientKind, clientKinds } from './client-kinds.ts';
import { Client, Host } from './host.ts';
import { Internet } from './internet.ts';
import type { LabProcess } from './lab-process.ts';
import { type NameRecords, namesAskedFor, startNameServer, writeResolverFiles } from './name-server.ts';
import { claimLab, removeDeadLabs } from './ownership.ts';
import { labsDirectory, namespaceName, removeLab } from './remains.ts';
import { requirePrograms, requireRoot } from './requirements.ts';
import { clientRouterRules, oneToOneRouterRules } from './router-rules.ts';
import { type RunOptions, type RunResult, run } from './run.ts';

export interface LabOptions {
  /** Name to IPv4 address, for the lab's DNS server; every other name does not exist. */
  readonly names?: NameRecords;
}

export interface ServerOptions {
  /** In 203.0.113.0/24 or 192.0.2.0/24. */
  readonly address: string;
  /** Puts the host on a private address behind a router that maps the public one to it, as clouds do. */
  readonly behindOneToOneNat?: boolean;
  /** With a 1:1 NAT: what its firewall lets in, such as `tcp dport 443` for nftables; default: everything. */
  readonly letsIn?: readonly string[];
}

/** A browser that has not closed by then is killed with the other processes. */
const browserCloseTimeoutMs = 5_000;

/** Short, because Chromium keeps a Unix socket below the host's directory, and its path ends at 107 bytes. */
const namePattern = /^[a-z][a-z0-9-]{0,19}$/;

/**
 * A small internet on this machine, of Linux network namespaces:
 *
 * ```
 *   alice               alice.router              internet                        server
 *   eth0 ────────── lan  nftables  wan ──── port1            port2 ──────────────── eth0
 *   192.168.1.2     .1  (client-kinds.ts)   198.51.100.10    203.0.113.10
 *                                              bridge: 192.0.2.1 198.51.100.1 203.0.113.1
 *   bob, open                                  router between the three ranges
 *   eth0 ───────────────────────────────── port3             DNS server: 192.0.2.53
 *   198.51.100.11                              no private addresses pass
 * ```
 *
 * Servers have public addresses, or private ones behind a 1:1 NAT (`behindOneToOneNat`). Nothing is connected to this
 * machine's own network. Names start with `burrow-<pid of the owner>-<number>-`, processes die with their owner, and
 * the next lab removes what a killed owner has left. IPv4 only. Needs root.
 */
export class Lab {
  /** Removed with the lab. */
  readonly directory: string;
  readonly #id: string;
  readonly #internet: Internet;
  readonly #nameServer: LabProcess;
  readonly #plan = new AddressPlan();
  readonly #hosts = new Map<string, Host>();

  constructor(id: string, internet: Internet, nameServer: LabProcess) {
    this.#id = id;
    this.#internet = internet;
    this.#nameServer = nameServer;
    this.directory = join(labsDirectory, id);
  }

  async addHost(name: string, { address, behindOneToOneNat = false, letsIn }: ServerOptions): Promise<Host> {
    checkServerAddress(address);
    const namespace = this.#namespaceFor(name);
    await writeResolverFiles(namespace);
    const network = this.#plan.nextServerNetwork();
    const attachment = behindOneToOneNat
      ? await attachBehindRouter(this.#internet, namespace, {
          publicAddress: address,
          network,
          rules: oneToOneRouterRules(address, `${network}.2`, letsIn),
        })
      : await attachDirectly(this.#internet, namespace, address);
    const host = new Host(name, namespace, this.directory, attachment);
    this.#hosts.set(name, host);
    return host;
  }

  async addClient(name: string, kind: ClientKind): Promise<Client> {
    const namespace = this.#namespaceFor(name);
    await writeResolverFiles(namespace);
    const { nat } = clientKinds[kind];
    const publicAddress = this.#plan.nextClientAddress();
    const attachment = nat
      ? await attachBehindRouter(this.#internet, namespace, {
          publicAddress,
          network: this.#plan.nextHomeNetwork(),
          rules: clientRouterRules(nat),
        })
      : await attachDirectly(this.#internet, namespace, publicAddress);
    const client = new Client(name, namespace, this.directory, attachment, this.#plan);
    this.#hosts.set(name, client);
    return client;
  }

  /**
   * Runs a command on the internet's own router, which has a cable to every host that has no router of its own and sends
   * through it what it likes, private addresses too.
   */
  async execOnRouter(
    command: string,
    args: readonly string[] = [],
    options: RunOptions = {},
  ): Promise<RunResult> {
    return run([command, ...args], options, this.#internet.namespace);
  }

  /** Every name that this host, or another behind the same public address, has asked the DNS server for. */
  namesAskedForBy({ publicAddress }: Host): readonly string[] {
    return namesAskedFor(this.#nameServer, publicAddress);
  }

  /** Closes browsers, kills all other processes in the lab, removes namespaces and files. Safe to call twice. */
  async close(): Promise<void> {
    const browsersClosed = Promise.allSettled([...this.#hosts.values()].map((host) => host.closeBrowsers()));
    await Promise.race([browsersClosed, delay(browserCloseTimeoutMs, undefined, { ref: false })]);
    await removeLab(this.#id);
  }

  #namespaceFor(name: string): string {
    if (!namePattern.test(name) || name === 'internet' || this.#hosts.has(name)) {
      throw new Error(
        `Expected a new name of at most 20 small letters, digits and hyphens, not "internet"; got "${name}".`,
      );
    }
    return namespaceName(this.#id, name);
  }
}

/** Throws an error that says what to do when this machine cannot have a lab. */
export async function createLab({ names = {} }: LabOptions = {}): Promise<Lab> {
  requireRoot();
  requirePrograms('ip', 'nft', 'dnsmasq', 'setpriv');
  await removeDeadLabs();
  const id = await claimLab();
  try {
    const internet = new Internet(namespaceName(id, 'internet'));
    await internet.open();
    const nameServer = await startNameServer(internet.namespace, names);
    return new Lab(id, internet, nameServer);
  } catch (error) {
    await removeLab(id);
    throw error;
  }
}
