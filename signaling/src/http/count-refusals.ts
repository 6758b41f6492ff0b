import type { Context, Middleware } from 'koa';
import type { ServiceMetrics } from '../core/service-metrics.ts';

/** What the router leaves in the context: the path as it was written, `:token` and all. */
type Routed = Context & { readonly _matchedRoute?: unknown };

/** Of the API alone: other paths are of the page, or made up by those who look for something else. */
const API = '/api/';

/** Every answer of the API that is an error is counted, by its route and its status. */
export function countRefusals({ countHttpRefusal }: Pick<ServiceMetrics, 'countHttpRefusal'>): Middleware {
  return async function countRefusal(ctx, next) {
    await next();
    if (ctx.status < 400 || !ctx.path.startsWith(API)) return;
    const { _matchedRoute: route } = ctx as Routed;
    countHttpRefusal(typeof route === 'string' ? route : 'other', ctx.status);
  };
}
