import Router from '@koa/router';
import type { Middleware } from 'koa';
import { checkupRequest, refuse } from '#protocol';
import type { Checkup } from '../core/checkup.ts';
import type { ClientAddress } from '../core/client-address.ts';
import { limitKey } from '../core/limit-key.ts';
import type { RateLimit } from '../core/rate-limit.ts';
import { answer } from './answer.ts';
import type { PageGuard } from './page-guard.ts';
import { readJson } from './read-json.ts';

const MAX_REQUEST_BYTES = 1_024;

export interface CheckupRoutesOptions {
  readonly checkup: Checkup;
  /** The same that counts joins: credentials are what both give. */
  readonly joinLimit: RateLimit;
  readonly clientAddress: ClientAddress;
  readonly isOfOwnPage: PageGuard;
}

/** `POST /api/checkup`: credentials outside of a room, for whoever looks whether calls work from where they are. */
export function checkupRoutes(options: CheckupRoutesOptions): Middleware {
  const { checkup, joinLimit, clientAddress, isOfOwnPage } = options;
  const router = new Router();
  router.post('/api/checkup', async (ctx) => {
    if (!isOfOwnPage(ctx)) return;
    const addressKey = limitKey(clientAddress(ctx.req));
    const exceeded = await joinLimit.consume(addressKey);
    if (exceeded !== null) return answer(ctx, refuse('rate-limited', exceeded.retryAfterSeconds));
    const body = await readJson(ctx, MAX_REQUEST_BYTES);
    if (!body.ok) return answer(ctx, body);
    const request = checkupRequest.safeParse(body.value);
    if (!request.success) return answer(ctx, refuse('bad-request'));
    answer(ctx, await checkup.check(addressKey, request.data));
  });
  return router.routes() as Middleware;
}
