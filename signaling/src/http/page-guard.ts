import type { Context } from 'koa';
import { refuse } from '#protocol';
import { isAllowedOrigin } from '../core/origin.ts';
import { answer } from './answer.ts';

/** Whether the request comes from a page that may ask, as with sockets; when it does not, it has been answered. */
export type PageGuard = (ctx: Context) => boolean;

export function createPageGuard(allowedOrigins: readonly string[]): PageGuard {
  return function isOfOwnPage(ctx) {
    const { origin, host } = ctx.req.headers;
    if (isAllowedOrigin(origin, host, allowedOrigins)) return true;
    answer(ctx, refuse('bad-request'));
    ctx.status = 403;
    return false;
  };
}
