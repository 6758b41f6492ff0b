import { randomBytes } from 'node:crypto';
import Router from '@koa/router';
import type { Middleware } from 'koa';
import { PEER_ID_BYTES } from '#protocol';
import type { ClientAddress } from '../core/client-address.ts';
import type { TurnCredentials } from '../core/turn-credentials.ts';
import { createBearerGuard } from './bearer-guard.ts';

export interface ApiOptions {
  readonly apiKey: string | null;
  readonly turnCredentials: TurnCredentials;
  readonly clientAddress: ClientAddress;
}

/** `POST /api/turn-credentials` for programs that hold the API key; absent without one. */
export function apiRoutes({ apiKey, turnCredentials, clientAddress }: ApiOptions): Middleware {
  const router = new Router();
  const holdsKey = createBearerGuard({
    ...{ variable: 'API_KEY', name: 'API key' },
    key: () => apiKey,
    clientAddress,
  });
  router.post('/api/turn-credentials', async (ctx) => {
    if (!(await holdsKey(ctx))) return;
    ctx.body = turnCredentials.issue(randomBytes(PEER_ID_BYTES).toString('base64url'));
  });
  return router.routes() as Middleware;
}
