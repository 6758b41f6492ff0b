import etag from '@koa/etag';
import type { Middleware } from 'koa';
import conditionalGet from 'koa-conditional-get';
import serve from 'koa-static';
import { SIDE_PATHS } from '#protocol';

/**
 * The built page. Assets carry a hash in their name and never change; everything else is revalidated by ETag.
 * Files that the build left as `.br` and `.gz` beside their originals are served as such.
 */
export function staticClient(webRoot: string): Middleware[] {
  return [cacheHeaders, conditionalGet(), etag(), pagePaths, serve(webRoot, { index: 'index.html' })];
}

const cacheHeaders: Middleware = async function cacheHeaders(ctx, next) {
  await next();
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return;
  ctx.vary('Accept-Encoding');
  const isThere = ctx.status === 200 || ctx.status === 304;
  const immutable = isThere && ctx.path.startsWith('/assets/');
  ctx.set('Cache-Control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
};

/** Paths that the page itself reads. What stands behind the `#` of `/r` never gets here. */
const PAGE_PATHS = new Set<string>(['/r', ...SIDE_PATHS]);

const pagePaths: Middleware = async function pagePaths(ctx, next) {
  if (PAGE_PATHS.has(ctx.path)) ctx.path = '/';
  await next();
};
