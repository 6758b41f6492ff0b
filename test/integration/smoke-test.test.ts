/** The proof after an upgrade, against a real coturn and a server that stands for page and service. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlain, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { success } from '../../keeper/src/result.ts';
import { selfSignedCertificate } from '../../keeper/src/self-signed-certificate.ts';
import type { PublishedPort } from '../../scripts/src/compose/compose.ts';
import { smokeTest } from '../../scripts/src/upgrade/smoke-test.ts';
import { createTurnCredentials } from '../../signaling/src/core/turn-credentials.ts';
import { systemCoturn } from '../lab/coturn-builds.ts';
import { freePort } from './coturn/free-port.ts';
import { ownHostFacts } from './coturn/own-host-facts.ts';
import { RunningCoturn, SECRET } from './coturn/running-coturn.ts';

const OWN = '127.0.0.1';
const PAGE = '<!doctype html><script src="/assets/main-1a2b.js"></script>\n';
const { version, command } = await systemCoturn();

interface World {
  readonly ready?: number;
  readonly served?: string;
  readonly secret?: string;
  /** Behind a web server of the operator's own the service itself is published. */
  readonly isProxied?: boolean;
  readonly isSilent?: boolean;
}

async function smoke({
  ready = 200,
  served = PAGE,
  secret = SECRET,
  isProxied = false,
  isSilent = false,
}: World) {
  const facts = await ownHostFacts(version, OWN);
  const coturn = await RunningCoturn.start({ command, alter: (text: string) => text, facts });
  onTestFinished(() => coturn.stop());
  const answer: RequestListener = ({ url, headers }, response) => {
    response.statusCode = url === '/readyz' ? ready : 200;
    response.end(headers.host === 'call.example.org' ? served : 'another host');
  };
  const server = isProxied ? createPlain(answer) : createServer(await certificate(), answer);
  await new Promise<void>((resolve) => server.listen(0, OWN, resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const ports: readonly PublishedPort[] = [
    {
      ...{ part: isProxied ? 'signaling' : 'edge', target: isProxied ? 3000 : 8443 },
      ...{ protocol: 'tcp', address: '0.0.0.0', port: isSilent ? await freePort(OWN) : port },
    },
    { part: 'turn', protocol: 'udp', address: '0.0.0.0', port: facts.listeningPort, target: 3478 },
  ];
  const summary = {
    url: 'https://call.example.org/',
    address: null,
    certificate: 'acme',
    ports: [],
    warnings: [],
  };
  const now = () => Date.now();
  const grant = createTurnCredentials({ urls: () => ['turn:x'], secret: () => secret, ttlSeconds: 60, now });
  const outputs: Readonly<Record<string, string>> = {
    'cat summary.json': JSON.stringify(summary),
    'cat index.html': PAGE.trim(),
    'node operator.js': JSON.stringify({ ok: true, ...grant.issue('test') }),
  };
  const compose = {
    publishedPorts: async () => success(ports),
    exec: async (_: string, [program = '', file = '']: readonly string[]) =>
      success(outputs[`${program} ${file.split('/').at(-1)}`] ?? ''),
  };
  const result = await smokeTest({ compose, now });
  return result.ok ? 'fine' : result.problems[0]?.code;
}

async function certificate() {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-smoke-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const files = await selfSignedCertificate({ directory, names: ['localhost'], now: Date.now() });
  return { cert: readFileSync(files.certFile), key: readFileSync(files.keyFile) };
}

test.each<[string, World, string]>([
  ['all is well', {}, 'fine'],
  ['all is well behind a web server', { isProxied: true }, 'fine'],
  ['nobody answers', { isSilent: true }, 'smoke-readyz'],
  ['the service is not ready', { ready: 503 }, 'smoke-readyz'],
  ['the page is another one', { served: PAGE.replace('1a2b', '3c4d') }, 'smoke-page'],
  ['the relay refuses the credential of the service', { secret: 'x'.repeat(32) }, 'smoke-relay'],
])('%s', async (_, world, code) => {
  expect(await smoke(world)).toBe(code);
});
