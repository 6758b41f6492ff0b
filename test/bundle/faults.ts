import { execFile } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, vi } from 'vitest';
import type { CauseCode, FindingCode } from '#diagnosis';
import type { RelayStatus } from '../../signaling/src/core/relay-status.ts';
import type { Bundle } from '../engine/bundle.ts';
import { createCertificate } from '../lab/certificate.ts';
import type { ClientKind } from '../lab/client-kinds.ts';
import type { Client } from '../lab/host.ts';
import { fetchCredential, RunningRelay } from './turn.ts';

const run = promisify(execFile);

const RECOVERY = { timeout: 60_000, interval: 500 };

export type Undo = () => Promise<void>;

/** Begins something that is wrong. When a step of that fails, what has begun is undone before it is told. */
export async function beginning(begin: () => Promise<unknown>, undo: Undo): Promise<Undo> {
  try {
    await begin();
  } catch (error) {
    await undo().catch((failure: unknown) => {
      throw new AggregateError([error, failure], 'Neither begun nor undone.');
    });
    throw error;
  }
  return undo;
}

interface Scene {
  readonly bundle: Bundle;
  /** Whoever looks. */
  readonly client: Client;
  readonly page: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Something that is wrong with a network or a server, for real, and what is to be said about it. */
export interface CheckedFault {
  readonly name: string;
  /** The network of whoever looks. */
  readonly network: ClientKind;
  /** What the service finds when it looks at its relay itself; a look begins when it does. */
  readonly serverSays: RelayStatus;
  /** Begins while nobody looks. */
  readonly begin?: (scene: Scene) => Promise<Undo>;
  /** Begins once the page has come, as a network that is lost. */
  readonly cut?: (client: Client) => Promise<Undo>;
  /** Whether the browser believes certificates without looking at them; default: yes. */
  readonly believes?: boolean;
  /** Of the connection test, and of the page of candidates. */
  readonly cause: CauseCode;
  /** What both pages say of the network's NAT; absent: it is not looked at. */
  readonly nat?: FindingCode;
}

export const FAULTS: readonly CheckedFault[] = [
  { name: 'none', network: 'open', serverSays: 'ok', cause: 'all-well', nat: 'nat-none' },
  {
    name: 'none, behind a home router',
    network: 'cone',
    serverSays: 'ok',
    cause: 'all-well',
    nat: 'nat-same-for-all-ports',
  },
  {
    name: 'none, behind a symmetric NAT',
    network: 'symmetric',
    serverSays: 'ok',
    cause: 'all-well',
    nat: 'nat-one-per-port',
  },
  { name: 'port 3478/udp blocked', network: 'udp-3478-blocked', serverSays: 'ok', cause: 'udp-port-blocked' },
  { name: 'all UDP blocked', network: 'udp-blocked', serverSays: 'ok', cause: 'udp-blocked' },
  // No URL with 3478/tcp is handed out, so this network and the one before look the same from a page.
  { name: 'only 443/tcp let through', network: 'tcp-443-only', serverSays: 'ok', cause: 'udp-blocked' },
  {
    name: '443/tcp blocked for TURN only',
    network: 'open',
    serverSays: 'ok',
    begin: blockTurnOverTls,
    cause: 'turns-blocked',
  },
  {
    name: 'the network is lost',
    network: 'open',
    serverSays: 'ok',
    cut: (client) => client.block(),
    cause: 'offline',
  },
  { name: 'coturn stopped', network: 'open', serverSays: 'name', begin: stopTurn, cause: 'relay-name' },
  { name: 'coturn hangs', network: 'open', serverSays: 'timeout', begin: freezeTurn, cause: 'relay-timeout' },
  {
    name: 'coturn drains',
    network: 'open',
    serverSays: 'forbidden',
    begin: drainTurn,
    cause: 'relay-forbidden',
  },
  {
    name: 'another secret in coturn',
    network: 'open',
    serverSays: 'unauthorized',
    begin: changeSecretOfTurn,
    cause: 'relay-unauthorized',
  },
  {
    name: 'all allocations taken',
    network: 'open',
    serverSays: 'quota',
    begin: allowOneAllocation,
    cause: 'relay-quota',
  },
  {
    name: 'the certificate has ended',
    network: 'open',
    serverSays: 'ok',
    begin: serveEndedCertificate,
    believes: false,
    cause: 'certificate-expired',
  },
];

/** As a firewall that inspects TLS: pages pass, what is no page does not. */
async function blockTurnOverTls({ bundle }: Scene): Promise<Undo> {
  const inTurn = async (...args: string[]) =>
    run('nsenter', [`--net=/proc/${await bundle.inspect('turn', '{{.State.Pid}}')}/ns/net`, 'nft', ...args]);
  return beginning(
    async () => {
      await inTurn('add table inet blocked');
      await inTurn('add chain inet blocked in { type filter hook input priority -10; }');
      await inTurn('add rule inet blocked in meta l4proto tcp iif != lo drop');
    },
    async () => {
      // "delete" alone would fail where there is none.
      await inTurn('add table inet blocked');
      await inTurn('delete table inet blocked');
    },
  );
}

export function stopTurn({ bundle }: Pick<Scene, 'bundle'>): Promise<Undo> {
  return beginning(
    () => bundle.compose(['stop', 'turn']),
    async () => {
      await bundle.compose(['start', 'turn']);
    },
  );
}

function freezeTurn({ bundle }: Scene): Promise<Undo> {
  return beginning(
    () => bundle.compose(['pause', 'turn']),
    async () => {
      await bundle.compose(['unpause', 'turn']);
    },
  );
}

/** SIGUSR1: no new allocation, and an end when the last is over. So one is held: somebody in a call. */
async function drainTurn({ bundle, client, page, settings: { API_KEY: key = '' } }: Scene): Promise<Undo> {
  const server = { address: bundle.host.publicAddress, port: 3478 };
  const credential = await fetchCredential(client, page, key);
  const call = await RunningRelay.start(client, {
    ...{ server, transport: 'udp', credential, messages: 0, everyMs: 100 },
  });
  return beginning(
    async () => process.kill(await processOfTurn(bundle), 'SIGUSR1'),
    async () => {
      await call.stop();
      await bundle.compose(['restart', 'turn']);
    },
  );
}

export async function changeSecretOfTurn({ bundle }: Pick<Scene, 'bundle'>): Promise<Undo> {
  // The keeper would put things right within half a minute.
  const keeper = Number(await bundle.inspect('keeper', '{{.State.Pid}}'));
  const rows = "new (require('node:sqlite').DatabaseSync)('/run/burrow/turn/turndb')";
  const change = ['node', '-e', `${rows}.exec("UPDATE turn_secret SET value = value || 'x'")`];
  return beginning(
    async () => {
      process.kill(keeper, 'SIGSTOP');
      await bundle.exec('keeper', change);
    },
    async () => {
      process.kill(keeper, 'SIGCONT');
      await bundle.compose(['restart', 'keeper']);
    },
  );
}

async function allowOneAllocation({ bundle }: Scene): Promise<Undo> {
  const path = join(bundle.directory, 'turnserver.conf');
  const policy = await readFile(path, 'utf8');
  return beginning(
    async () => {
      await appendFile(path, '\n# One for everybody together.\ntotal-quota=1\n');
      await takePolicy(bundle);
    },
    async () => {
      await writeFile(path, policy);
      await takePolicy(bundle);
    },
  );
}

/** The keeper reads it, and the relay starts again with it. */
async function takePolicy(bundle: Bundle): Promise<void> {
  const before = await processOfTurn(bundle);
  await bundle.compose(['restart', 'keeper']);
  await vi.waitFor(async () => expect(await processOfTurn(bundle)).not.toBe(before), RECOVERY);
}

async function processOfTurn(bundle: Bundle): Promise<number> {
  const { stdout } = await bundle.engine.docker(['top', await bundle.containerId('turn'), '-eo', 'pid,comm']);
  const pid = /^\s*(\d+)\s+turnserver$/m.exec(stdout)?.[1];
  if (pid === undefined) throw new Error(`Expected a process turnserver, got:\n${stdout}`);
  return Number(pid);
}

function serveEndedCertificate({ bundle, settings }: Scene): Promise<Undo> {
  const { DOMAIN: name = '' } = settings;
  return serveCertificate({ bundle, settings }, [name], { hasEnded: true });
}

/** A certificate of the operator's own, in place of what the keeper would get. */
export function serveCertificate(
  { bundle, settings }: Pick<Scene, 'bundle' | 'settings'>,
  subjects: Parameters<typeof createCertificate>[1],
  options: Parameters<typeof createCertificate>[2] = {},
): Promise<Undo> {
  return beginning(
    async () => {
      const { certFile, keyFile } = await createCertificate(bundle.directory, subjects, options);
      await bundle.writeEnv({ ...settings, TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile });
      await bundle.up();
    },
    async () => {
      await bundle.writeEnv(settings);
      await bundle.up();
    },
  );
}
