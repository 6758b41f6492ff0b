import type { Observation } from '#diagnosis';
import { type CheckupAnswer, type CheckupRequest, checkupAnswer, checkupRequest, refusal } from '#protocol';
import { waitFor } from '../probe/wait-for.ts';
import type { Clock } from '../session/ports.ts';
import type { BrowserName, CheckupRefusal } from './view.ts';

/** Why eight seconds: longer than a slow phone network takes, shorter than people wait. */
export const ANSWER_LIMIT_MS = 8_000;

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: CheckupRefusal };

/** The server's side of the test. Nothing here throws, and everything ends. */
export interface CheckupServer {
  isAlive(signal: AbortSignal): Promise<boolean>;
  requestCredentials(request: CheckupRequest, signal: AbortSignal): Promise<Answer<CheckupAnswer>>;
  /** @param token of the guest link */
  deliver(
    token: string,
    result: { readonly observation: Observation; readonly browser: BrowserName },
    signal: AbortSignal,
  ): Promise<Answer<null>>;
}

export interface CheckupServerOptions {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  /** What time this device has, in milliseconds since the Unix epoch. */
  readonly deviceTime: () => number;
}

export function createCheckupServer({ fetch, clock, deviceTime }: CheckupServerOptions): CheckupServer {
  /** The body of the answer, whatever its status; null where there is none. */
  async function ask(path: string, init: RequestInit, signal: AbortSignal): Promise<unknown> {
    const ending = new AbortController();
    const wait = { clock, signal, limitMs: ANSWER_LIMIT_MS };
    const answer = await waitFor<{ readonly body: unknown }>(wait, (found) => {
      fetch(path, { ...init, cache: 'no-store', signal: ending.signal })
        .then((response) => response.json())
        .then(
          (body: unknown) => found({ body }),
          // No network, or something else in the server's place: no answer either way.
          () => found({ body: null }),
        );
    });
    ending.abort();
    return answer?.body ?? null;
  }

  const send = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  return {
    async isAlive(signal) {
      const body = await ask('/healthz', {}, signal);
      return typeof body === 'object' && body !== null && 'status' in body && body.status === 'alive';
    },
    async requestCredentials(request, signal) {
      // What the server would not read is not sent: a password that is too long is a wrong one.
      if (!checkupRequest.safeParse(request).success) return { ok: false, code: 'wrong-password' };
      const body = await ask('/api/checkup', send('POST', request), signal);
      const answer = checkupAnswer.safeParse(body);
      return answer.success ? { ok: true, value: answer.data } : readRefusal(body);
    },
    async deliver(token, result, signal) {
      const body = await ask(
        `/api/guest-tests/${token}`,
        send('PUT', { ...result, sentAtMs: deviceTime() }),
        signal,
      );
      const isTaken = typeof body === 'object' && body !== null && 'ok' in body && body.ok === true;
      return isTaken ? { ok: true, value: null } : readRefusal(body);
    },
  };
}

function readRefusal(body: unknown): { readonly ok: false; readonly code: CheckupRefusal } {
  const refused = refusal.safeParse(body);
  return { ok: false, code: refused.success ? refused.data.code : 'unreachable' };
}
