import {
  type CheckupAnswer,
  type CheckupRequest,
  checkupAnswer,
  REFUSALS,
  type RefusalCode,
} from '#protocol';

/** `no-answer`: the server cannot be reached. `odd-answer`: what answers is not this version of our server. */
export type NoServersReason = RefusalCode | 'no-answer' | 'odd-answer';

export type FetchedServers =
  | { readonly ok: true; readonly answer: CheckupAnswer }
  | { readonly ok: false; readonly reason: NoServersReason };

export type FetchServers = (password?: string) => Promise<FetchedServers>;

const TIMEOUT_MS = 10_000;

/** Asks the deployment for its own servers, with credentials for a while. Never rejects. */
export function createFetchServers(fetch: typeof globalThis.fetch): FetchServers {
  return async function fetchServers(password) {
    const request: CheckupRequest = password === undefined || password === '' ? {} : { password };
    let response: Response;
    try {
      response = await fetch('/api/checkup', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      // No network, no server, or none in time: all the same to whoever waits.
      return { ok: false, reason: 'no-answer' };
    }
    return readAnswer(await response.json().catch(() => null));
  };
}

function readAnswer(body: unknown): FetchedServers {
  const answer = checkupAnswer.safeParse(body);
  if (answer.success) return { ok: true, answer: answer.data };
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
  return { ok: false, reason: isRefusalCode(code) ? code : 'odd-answer' };
}

function isRefusalCode(code: unknown): code is RefusalCode {
  return typeof code === 'string' && Object.hasOwn(REFUSALS, code);
}
