import Router from '@koa/router';
import type { Middleware } from 'koa';
import type { Readiness } from '../core/readiness.ts';
import type { RelayStatus, RelayView } from '../core/relay-status.ts';
import { relayWay } from '../core/relay-way.ts';

export interface HealthOptions {
  readonly readiness: () => Readiness;
  readonly relayStatus: () => RelayStatus;
  readonly relays: () => readonly RelayView[];
}

/**
 * `/healthz`: the process answers. `/readyz`: it takes calls. Why a failing relay does not make it unready: most calls
 * need none, and taking the page away would end them all.
 */
export function healthRoutes({ readiness, relayStatus, relays }: HealthOptions): Middleware {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: 'alive' };
  });
  router.get('/readyz', (ctx) => {
    const status = readiness();
    ctx.set('Cache-Control', 'no-store');
    ctx.status = status === 'ready' ? 200 : 503;
    const ways = relays().map(({ url, status: found, isHandedOut }) => ({
      ...{ way: relayWay(url), status: found, isHandedOut },
    }));
    ctx.body = { status, turn: relayStatus(), ways };
  });
  return router.routes() as Middleware;
}
