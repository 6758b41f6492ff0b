import * as z from 'zod/mini';
import { type Observation, observation } from '#diagnosis';
import {
  guestLink,
  guestTestList,
  type OperatorSession,
  operatorSession,
  reportList,
  type ServiceStatus,
  serviceStatus,
} from '#protocol';
import { waitFor } from '../probe/wait-for.ts';
import type { Clock } from '../session/ports.ts';
import type { GuestTestView, ReportView, StatusRefusal } from './view.ts';

/** Why eight seconds: longer than a slow phone network takes, shorter than people wait. */
export const ANSWER_LIMIT_MS = 8_000;

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: StatusRefusal };

/** The service, as its operator asks it. Nothing here throws, and everything ends. `bearer`: of a session. */
export interface StatusServer {
  /** By the code of a link, or by the operator's token. */
  signIn(how: { readonly code: string } | { readonly token: string }): Promise<Answer<OperatorSession>>;
  signOut(bearer: string): Promise<void>;
  status(bearer: string): Promise<Answer<ServiceStatus>>;
  guestTests(bearer: string): Promise<Answer<readonly GuestTestView[]>>;
  reports(bearer: string): Promise<Answer<readonly ReportView[]>>;
  makeLink(
    bearer: string,
    label: string,
  ): Promise<Answer<{ readonly path: string; readonly expiresAt: string }>>;
}

export interface StatusServerOptions {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  /** Ends all that is under way. */
  readonly signal: AbortSignal;
}

interface Request {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly bearer?: string;
  readonly body?: object;
}

const GUEST_TESTS = guestTestList<z.ZodMiniType<Observation>>(observation);
const REFUSAL = z.object({ code: z.enum(['unauthorized', 'expired', 'no-operator-token', 'rate-limited']) });

export function createStatusServer({ fetch, clock, signal }: StatusServerOptions): StatusServer {
  /** The body of the answer, whatever its status; null where there is none. */
  async function bodyOf({ method = 'GET', path, bearer, body }: Request): Promise<unknown> {
    const ending = new AbortController();
    const headers = {
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await waitFor<unknown>({ clock, signal, limitMs: ANSWER_LIMIT_MS }, (found) => {
      request(path, { ...init, cache: 'no-store', signal: ending.signal }).then(
        found,
        // No network, no such header, or something else in the server's place: no answer either way.
        () => found(null),
      );
    });
    ending.abort();
    return answer;
  }

  /** A token of a form that no header can have makes `fetch` throw at once. */
  async function request(path: string, init: RequestInit): Promise<unknown> {
    return (await fetch(path, init)).json();
  }

  async function ask<Value>(schema: z.ZodMiniType<Value>, request: Request): Promise<Answer<Value>> {
    const body = await bodyOf(request);
    const parsed = schema.safeParse(body);
    if (parsed.success) return { ok: true, value: parsed.data };
    return { ok: false, code: REFUSAL.safeParse(body).data?.code ?? 'unreachable' };
  }

  async function list<Whole, Value>(
    schema: z.ZodMiniType<Whole>,
    request: Request,
    pick: (whole: Whole) => Value,
  ): Promise<Answer<Value>> {
    const answer = await ask(schema, request);
    return answer.ok ? { ok: true, value: pick(answer.value) } : answer;
  }

  return {
    signIn: (how) =>
      ask(operatorSession, {
        ...{ method: 'POST', path: '/api/operator-sessions' },
        ...('code' in how ? { body: { code: how.code } } : { body: {}, bearer: how.token }),
      }),
    async signOut(bearer) {
      await bodyOf({ method: 'DELETE', path: '/api/operator-sessions', bearer });
    },
    status: (bearer) => ask(serviceStatus, { path: '/api/status', bearer }),
    guestTests: (bearer) => list(GUEST_TESTS, { path: '/api/guest-tests', bearer }, ({ tests }) => tests),
    reports: (bearer) => list(reportList, { path: '/api/reports', bearer }, ({ reports }) => reports),
    makeLink: (bearer, label) =>
      ask(guestLink, {
        ...{ method: 'POST', path: '/api/guest-tests', bearer },
        body: label === '' ? {} : { label },
      }),
  };
}
