import Router from '@koa/router';
import type { Middleware } from 'koa';
import type { Readiness } from '../core/readiness.ts';
import type { RelayStatus } from '../core/relay-status.ts';

export interface HealthOptions {
  readonly readiness: () => Readiness;
  readonly relayStatus: () => RelayStatus;
}

/**
 * `/healthz`: the process answers. `/readyz`: it takes calls. Why a failing relay does not make it unready: most calls
 * need none, and taking the page away would end them all.
 */
export function healthRoutes({ readiness, relayStatus }: HealthOptions): Middleware {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: 'alive' };
  });
  router.get('/readyz', (ctx) => {
    const status = readiness();
    ctx.set('Cache-Control', 'no-store');
    ctx.status = status === 'ready' ? 200 : 503;
    ctx.body = { status, turn: relayStatus() };
  });
  return router.routes() as Middleware;
}
