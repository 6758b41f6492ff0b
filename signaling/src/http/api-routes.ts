import { randomBytes } from 'node:crypto';
import Router from '@koa/router';
import type { Middleware } from 'koa';
import { PEER_ID_BYTES } from '#protocol';
import type { ClientAddress } from '../core/client-address.ts';
import { limitKey } from '../core/limit-key.ts';
import { LIMITS } from '../core/limits.ts';
import { createRateLimit } from '../core/rate-limit.ts';
import { isSameSecret } from '../core/same-secret.ts';
import type { TurnCredentials } from '../core/turn-credentials.ts';

export interface ApiOptions {
  readonly apiKey: string | null;
  readonly turnCredentials: TurnCredentials;
  readonly clientAddress: ClientAddress;
}

/** `POST /api/turn-credentials` for programs that hold the API key; absent without one. */
export function apiRoutes({ apiKey, turnCredentials, clientAddress }: ApiOptions): Middleware {
  const router = new Router();
  const wrongKeys = createRateLimit(LIMITS.wrongApiKeysPerAddress);
  router.post('/api/turn-credentials', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    if (apiKey === null) {
      ctx.status = 404;
      ctx.body = { code: 'no-api-key', text: 'No API key is configured on this server (API_KEY).' };
      return;
    }
    const address = limitKey(clientAddress(ctx.req));
    const exceeded = await wrongKeys.isExceeded(address);
    if (exceeded !== null) {
      ctx.status = 429;
      ctx.set('Retry-After', String(exceeded.retryAfterSeconds));
      ctx.body = { code: 'rate-limited', text: 'Too many wrong keys. Wait a moment.' };
      return;
    }
    if (!holdsKey(ctx.get('Authorization'), apiKey)) {
      await wrongKeys.consume(address);
      ctx.status = 401;
      ctx.set('WWW-Authenticate', 'Bearer');
      ctx.body = { code: 'unauthorized', text: 'Send the API key as "Authorization: Bearer <API_KEY>".' };
      return;
    }
    ctx.body = turnCredentials.issue(randomBytes(PEER_ID_BYTES).toString('base64url'));
  });
  return router.routes() as Middleware;
}

function holdsKey(authorization: string, apiKey: string): boolean {
  return isSameSecret(/^Bearer (.+)$/i.exec(authorization)?.[1] ?? '', apiKey);
}
