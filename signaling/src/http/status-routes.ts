import Router from '@koa/router';
import type { Middleware } from 'koa';
import type { ServiceStatus } from '#protocol';
import { answer } from './answer.ts';
import type { BearerGuard } from './bearer-guard.ts';

export interface StatusRoutesOptions {
  readonly status: () => ServiceStatus;
  readonly isOperator: BearerGuard;
}

/** `GET /api/status`: what the service knows of this deployment, for its operator alone. */
export function statusRoutes({ status, isOperator }: StatusRoutesOptions): Middleware {
  const router = new Router();
  router.get('/api/status', async (ctx) => {
    if (await isOperator(ctx)) answer(ctx, status());
  });
  return router.routes() as Middleware;
}
