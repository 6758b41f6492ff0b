import Router from '@koa/router';
import type { Middleware } from 'koa';
import type { Readiness } from '../core/readiness.ts';

/** `/healthz`: the process answers. `/readyz`: it takes calls. */
export function healthRoutes(readiness: () => Readiness): Middleware {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: 'alive' };
  });
  router.get('/readyz', (ctx) => {
    const status = readiness();
    ctx.set('Cache-Control', 'no-store');
    ctx.status = status === 'ready' ? 200 : 503;
    ctx.body = { status };
  });
  return router.routes() as Middleware;
}
