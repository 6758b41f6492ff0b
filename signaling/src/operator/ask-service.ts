import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { OperatorRequest } from './operator-request.ts';

/** Where the service is on this host, and by what it knows its operator. */
export interface ServiceAccess {
  readonly host: string;
  readonly port: number;
  /** The certificate of the service; null: it speaks HTTP. */
  readonly certificate: string | null;
  readonly token: string;
}

const LIMIT_MS = 10_000;

/** Resolves with the text that the service answers; rejects when it does not answer. */
export function askService(access: ServiceAccess, { method, path, body }: OperatorRequest): Promise<string> {
  const { host, port, certificate, token } = access;
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}` };
    const target = { host, port, method, path, headers, timeout: LIMIT_MS, agent: false };
    const request =
      certificate === null
        ? requestHttp(target)
        : // Its names are those that visitors use; on the way to it there is nothing but this host.
          requestHttps({ ...target, ca: certificate, checkServerIdentity: () => undefined });
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      response.once('error', reject);
    });
    request.once('timeout', () => request.destroy(new Error('no answer in time')));
    request.once('error', reject);
    request.end(body === null ? undefined : JSON.stringify(body));
  });
}
