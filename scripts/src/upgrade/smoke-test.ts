import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { failure, type Result, success } from '#keeper/result';
import { TURN_PORT } from '#keeper/site/turn-urls';
import { turnGrant } from '#protocol';
import { createRelayProbe } from '#signaling/turn-probe/probe-relay';
import { resolveHost } from '#signaling/turn-probe/resolve-host';
import { createTurnClient } from '#signaling/turn-probe/turn-client';
import type { Compose, PublishedPort } from '../compose/compose.ts';
import { readSummary } from '../compose/keeper.ts';
import { bundledService } from '../lib/operator-service.ts';

const ANSWER_LIMIT_MS = 10_000;
const LARGEST_PAGE_BYTES = 1_000_000;

/** Ports inside the parts (Dockerfile, deploy/): where HTTPS comes in, and where the service listens. */
const EDGE_HTTPS = 8443;
const SERVICE_HTTP = 3000;
const HERE = '127.0.0.1';

export interface SmokeTestPorts {
  readonly compose: Pick<Compose, 'exec' | 'publishedPorts'>;
  readonly now: () => number;
}

/**
 * What a person would try first, through the ports that people use: the service is ready, the page is the one of the image
 * that runs, and the relay carries a byte for a credential of the service.
 */
export async function smokeTest({ compose, now }: SmokeTestPorts): Promise<Result<void>> {
  const [ports, summary] = [await compose.publishedPorts(), await readSummary(compose)];
  if (!ports.ok) return ports;
  if (!summary.ok) return summary;
  const fetchPage = pageFetcher(ports.value, new URL(summary.value.url).hostname);

  const ready = await fetchPage('/readyz');
  if (ready.status !== 200) return wrong('smoke-readyz', '/readyz to answer 200', answerText(ready));
  const [page, built] = [
    await fetchPage('/'),
    await compose.exec('signaling', ['cat', 'web/dist/index.html']),
  ];
  if (!built.ok) return built;
  if (page.body.trim() !== built.value) {
    return wrong(
      'smoke-page',
      'the page of the image that runs',
      page.status === 200 ? 'another one' : answerText(page),
    );
  }
  return relayByte(ports.value, summary.value.address, compose, now);
}

async function relayByte(
  ports: readonly PublishedPort[],
  address: string | null,
  compose: Pick<Compose, 'exec'>,
  now: () => number,
): Promise<Result<void>> {
  const asked = await bundledService(compose).ask(['credentials']);
  if (!asked.ok) return asked;
  const grant = turnGrant.safeParse(asked.value);
  if (!grant.success)
    return wrong('smoke-credential', 'a credential of the service', 'none that can be read');
  const published = ports.find(({ part, protocol }) => part === 'turn' && protocol === 'udp');
  // An open relay publishes nothing: it is in the network of the host.
  const host = published === undefined ? (address ?? HERE) : reachable(published.address);
  const port = published?.port ?? TURN_PORT;
  const probe = createRelayProbe({
    ...{ host, port, transport: 'udp', resolveHost, createClient: createTurnClient, now },
    credentials: { issue: () => grant.data },
  });
  const outcome = await probe();
  if (outcome.ok) return success(undefined);
  return wrong('smoke-relay', `a byte relayed through UDP port ${port}`, `the fault "${outcome.fault}"`);
}

interface Answer {
  /** Null: there was none. */
  readonly status: number | null;
  readonly body: string;
}

/** On this host, whatever the name leads to; whether the certificate is trusted is another question. */
function pageFetcher(ports: readonly PublishedPort[], name: string): (path: string) => Promise<Answer> {
  const https = ports.find(({ part, target }) => part === 'edge' && target === EDGE_HTTPS);
  const http = ports.find(({ part, target }) => part === 'signaling' && target === SERVICE_HTTP);
  const port = https ?? http;
  return (path) =>
    new Promise((resolve) => {
      const options = {
        ...{ host: reachable(port?.address ?? HERE), port: port?.port, path, headers: { host: name } },
        ...{ signal: AbortSignal.timeout(ANSWER_LIMIT_MS), agent: false as const },
      };
      const none = (error: Error) => resolve({ status: null, body: error.message });
      const asked =
        https === undefined
          ? requestPlain(options)
          : request({ ...options, rejectUnauthorized: false, servername: isIP(name) ? '' : name });
      asked.once('error', none).once('response', (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
          if (body.length > LARGEST_PAGE_BYTES) asked.destroy(new Error('more than a page'));
        });
        response
          .once('error', none)
          .once('end', () => resolve({ status: response.statusCode ?? null, body }));
      });
      asked.end();
    });
}

function reachable(address: string): string {
  return address === '0.0.0.0' || address === '::' ? HERE : address;
}

function answerText({ status, body }: Answer): string {
  return status === null ? `no answer (${body})` : `${status}`;
}

function wrong(code: string, expected: string, found: string): Result<never> {
  return failure(code, `expected ${expected}; found ${found}`, 'Look at the logs: ./scripts/burrow logs');
}
