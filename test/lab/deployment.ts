import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCoturnVersion } from '../../keeper/src/turnserver/coturn-version.ts';
import { renderTurnserverConf } from '../../keeper/src/turnserver/render-turnserver-conf.ts';
import { storeTurnSecrets } from '../../keeper/src/turnserver/secret-store.ts';
import { webRoot } from '../driver/web-root.ts';
import { createCertificate } from './certificate.ts';
import { startCoturn } from './coturn.ts';
import { type CoturnBuild, referenceCoturn } from './coturn-builds.ts';
import type { Host } from './host.ts';
import type { LabProcess } from './lab-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const REALM = 'burrow';
const TURN_PORT = 3478;

export interface DeploymentOptions {
  /** Of the page; the lab's DNS server knows it. */
  readonly name: string;
  /** Default: the reference version. */
  readonly coturn?: CoturnBuild;
  readonly apiKey?: string;
  /** For UDP, beside coturn's own and with a socket of its own, as the bundle has one. */
  readonly secondTurnPort?: number;
}

/** Burrow on a host of the lab: coturn with our policy, and the service with the page on HTTPS port 443. */
export interface Deployment {
  readonly url: string;
  readonly turn: LabProcess;
  /** As with `kill -9`: allocations are forgotten. */
  killTurn(): Promise<void>;
  /** Resolves once it answers. */
  startTurn(): Promise<void>;
  startService(): Promise<void>;
  /** As with `kill -9`. */
  killService(): Promise<void>;
}

export async function deploy(
  server: Host,
  { name, coturn, apiKey = '', secondTurnPort }: DeploymentOptions,
): Promise<Deployment> {
  const directory = await server.makeDirectory('burrow');
  const secret = randomBytes(32).toString('base64url');
  const turnOptions = { directory, secret, secondTurnPort, build: coturn ?? (await referenceCoturn()) };
  let turn = await startTurn(server, turnOptions);
  const { certFile, keyFile } = await createCertificate(directory, [name, server.publicAddress]);
  const turnUrl = (transport: string) => `turn:${server.publicAddress}:${TURN_PORT}?transport=${transport}`;
  const env = {
    LISTEN_HOST: server.address,
    PORT: '443',
    WEB_ROOT: webRoot,
    TURN_URLS: [turnUrl('udp'), turnUrl('tcp')].join(','),
    TURN_PROBE: `${server.publicAddress}:${TURN_PORT}`,
    TURN_SECRET: secret,
    API_KEY: apiKey,
    RESUME_KEY: randomBytes(32).toString('base64url'),
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
  };
  let service: LabProcess | null = null;

  const deployment: Deployment = {
    url: `https://${name}/`,
    get turn() {
      return turn;
    },
    async killTurn() {
      await turn.kill();
    },
    async startTurn() {
      turn = await startTurn(server, turnOptions);
    },
    async startService() {
      service = server.spawn(process.execPath, [join(root, 'signaling/dist/main.js')], {
        env,
        cwd: directory,
      });
      await service.waitForOutput(/"msg":"listening"/);
    },
    async killService() {
      await service?.kill();
    },
  };
  await deployment.startService();
  return deployment;
}

interface TurnOptions {
  readonly directory: string;
  readonly secret: string;
  readonly build: CoturnBuild;
  readonly secondTurnPort: number | undefined;
}

async function startTurn(
  server: Host,
  { directory, secret, build, secondTurnPort }: TurnOptions,
): Promise<LabProcess> {
  const version = parseCoturnVersion(build.version);
  if (version === null) throw new Error(`Expected a version of coturn, got "${build.version}".`);
  const userDatabasePath = join(directory, 'turndb');
  const stored = storeTurnSecrets({ path: userDatabasePath, realm: REALM, secrets: [secret] });
  if (!stored.ok) throw new Error(JSON.stringify(stored.problems));
  const policy = await readFile(join(root, 'turnserver.conf'), 'utf8');
  const rendered = renderTurnserverConf(policy, {
    coturn: version,
    listeningAddresses: [server.address],
    listeningPort: TURN_PORT,
    isolated: null,
    relayAddress: server.address,
    publicAddress: server.publicAddress === server.address ? null : server.publicAddress,
    realm: REALM,
    userDatabasePath,
    pidFilePath: join(directory, 'turnserver.pid'),
    userQuota: 150,
  });
  if (!rendered.ok) throw new Error(JSON.stringify(rendered.problems));
  const second = secondTurnPort === undefined ? '' : `aux-server=${server.address}:${secondTurnPort}\n`;
  return startCoturn(server, { build, config: `${rendered.value}${second}` });
}
