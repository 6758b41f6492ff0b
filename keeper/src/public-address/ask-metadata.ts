import { Agent, type IncomingMessage, request } from 'node:http';
import { isIPv4 } from 'node:net';
import { isGlobalAddress } from './global-address.ts';
import type { MetadataService } from './metadata-services.ts';

/** Why 256: an address has up to 15 characters, and the longest token known has 56. */
const MAX_ANSWER_BYTES = 256;

/** One check; the next one fetches its own. */
const TOKEN_LIFE_SECONDS = 60;

const NOT_FOUND = 404;
const OK = 200;

/**
 * Asks a metadata service for the public IPv4 addresses of this machine; empty when it has none. Rejects with the reason
 * when the service fails, or says something that is not a global IPv4 address.
 */
export async function askMetadata(service: MetadataService, signal: AbortSignal): Promise<readonly string[]> {
  const { token } = service;
  const headers: Record<string, string> = { ...service.headers };
  if (token) {
    const lifeSeconds = { [token.lifeHeader]: String(TOKEN_LIFE_SECONDS) };
    const answer = await exchange(service, { method: 'PUT', path: token.path, headers: lifeSeconds }, signal);
    if (answer.status !== OK) throw new Error(`status ${answer.status} instead of a token`);
    headers[token.header] = answer.body;
  }
  const answers = await Promise.all(
    service.paths.map((path) => exchange(service, { method: 'GET', path, headers }, signal)),
  );
  return [...new Set(answers.flatMap(addressIn))];
}

interface Exchange {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function addressIn({ status, body }: Answer): readonly string[] {
  if (status === NOT_FOUND || (status === OK && body === '')) return [];
  if (status !== OK) throw new Error(`status ${status}`);
  if (!isIPv4(body) || !isGlobalAddress(body)) {
    // Printable, for it ends up in a terminal.
    throw new Error(`no global IPv4 address in the answer "${body.replaceAll(/[^ -~]/g, '?')}"`);
  }
  return [body];
}

/** One request. node:http follows no redirects, and an agent of one's own goes through no proxy. */
function exchange(
  { origin }: MetadataService,
  { method, path, headers }: Exchange,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(new URL(path, origin), { method, headers, signal, agent: new Agent() });
    asking.on('error', reject);
    asking.on('response', (response) => {
      readBounded(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
    asking.end();
  });
}

async function readBounded(response: IncomingMessage): Promise<string> {
  let body = Buffer.alloc(0);
  for await (const chunk of response) {
    body = Buffer.concat([body, chunk as Buffer]);
    // Leaving the loop closes the connection.
    if (body.length > MAX_ANSWER_BYTES) throw new Error(`an answer of more than ${MAX_ANSWER_BYTES} bytes`);
  }
  return body.toString('utf8').trim();
}
