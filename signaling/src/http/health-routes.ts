import Router from '@koa/router';
import type { Middleware } from 'koa';
import type { Readiness } from '../core/readiness.ts';

export interface HealthOptions {
  readonly readiness: () => Readiness;
  readonly turn: () => string | null;
}

/** `/healthz`: the process answers. `/readyz`: it takes calls; whether the relay works is told besides. */
export function healthRoutes({ readiness, turn }: HealthOptions): Middleware {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: 'alive' };
  });
  router.get('/readyz', (ctx) => {
    const status = readiness();
    ctx.set('Cache-Control', 'no-store');
    ctx.status = status === 'ready' ? 200 : 503;
    const found = turn();
    ctx.body = found === null ? { status } : { status, turn: found };
  });
  return router.routes() as Middleware;
}
