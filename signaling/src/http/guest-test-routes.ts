import Router from '@koa/router';
import type { Middleware } from 'koa';
import * as z from 'zod/mini';
import { guestToken, refuse } from '#protocol';
import type { ClientAddress } from '../core/client-address.ts';
import { type GuestTest, type GuestTests, guestFindings } from '../core/guest-tests.ts';
import { limitKey } from '../core/limit-key.ts';
import { LIMITS } from '../core/limits.ts';
import { createRateLimit } from '../core/rate-limit.ts';
import { answer } from './answer.ts';
import type { BearerGuard } from './bearer-guard.ts';
import type { PageGuard } from './page-guard.ts';
import { readJson } from './read-json.ts';

const MAX_REQUEST_BYTES = 1_024;

/** Why 32 KiB: an observation of as many servers as there may be, with the longest names. */
const MAX_FINDINGS_BYTES = 32_768;

const creation = z.strictObject({
  label: z.optional(z.string().check(z.maxLength(60), z.regex(/^[^\p{Cc}]*$/u))),
});

export interface GuestTestRoutesOptions {
  readonly guestTests: GuestTests;
  readonly isOperator: BearerGuard;
  readonly isOfOwnPage: PageGuard;
  readonly clientAddress: ClientAddress;
}

/** Guest links: the operator makes them and reads what came of them, who has one tells what was found. */
export function guestTestRoutes(options: GuestTestRoutesOptions): Middleware {
  const { guestTests, isOperator, isOfOwnPage, clientAddress } = options;
  const router = new Router();
  const limit = createRateLimit(LIMITS.guestResultsPerAddress);

  router.post('/api/guest-tests', async (ctx) => {
    if (!(await isOperator(ctx))) return;
    const body = await readJson(ctx, MAX_REQUEST_BYTES);
    if (!body.ok) return answer(ctx, body);
    const request = creation.safeParse(body.value);
    if (!request.success) return answer(ctx, refuse('bad-request'));
    const { token, expiresAtMs } = guestTests.create(request.data.label || null);
    const created = { token, path: `/test#${token}`, expiresAt: isoTime(expiresAtMs) };
    answer(ctx, { ok: true, ...created });
  });

  router.get('/api/guest-tests', async (ctx) => {
    if (!(await isOperator(ctx))) return;
    const tests = guestTests.list().map(shownTest);
    answer(ctx, { ok: true, ...{ tests } });
  });

  router.put('/api/guest-tests/:token', async (ctx) => {
    if (!isOfOwnPage(ctx)) return;
    const exceeded = await limit.consume(limitKey(clientAddress(ctx.req)));
    if (exceeded !== null) return answer(ctx, refuse('rate-limited', exceeded.retryAfterSeconds));
    const token = guestToken.safeParse(ctx.params.token);
    // Before the body is read: only who has a link may send so much.
    if (!token.success || !guestTests.isOpen(token.data)) return answer(ctx, refuse('expired'));
    const body = await readJson(ctx, MAX_FINDINGS_BYTES);
    if (!body.ok) return answer(ctx, body);
    const findings = guestFindings.safeParse(body.value);
    if (!findings.success) return answer(ctx, refuse('bad-request'));
    answer(ctx, guestTests.report(token.data, findings.data) ? { ok: true } : refuse('expired'));
  });

  return router.routes() as Middleware;
}

function shownTest({ label, createdAtMs, expiresAtMs, result }: GuestTest) {
  const shown = { label, createdAt: isoTime(createdAtMs), expiresAt: isoTime(expiresAtMs) };
  if (result === null) return { ...shown, result };
  const { receivedAtMs, ...found } = result;
  return { ...shown, result: { receivedAt: isoTime(receivedAtMs), ...found } };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
