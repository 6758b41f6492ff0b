import Router from '@koa/router';
import type { Middleware } from 'koa';
import { refuse, signInRequest } from '#protocol';
import type { ClientAddress } from '../core/client-address.ts';
import { limitKey } from '../core/limit-key.ts';
import { LIMITS } from '../core/limits.ts';
import type { BearerSession, OperatorSessions } from '../core/operator-sessions.ts';
import { createRateLimit } from '../core/rate-limit.ts';
import { answer } from './answer.ts';
import { type BearerGuard, bearerOf } from './bearer-guard.ts';
import type { PageGuard } from './page-guard.ts';
import { readJson } from './read-json.ts';

const MAX_REQUEST_BYTES = 256;

export interface OperatorSessionRoutesOptions {
  readonly sessions: OperatorSessions;
  /** The operator's own token: a page that is signed in cannot let another one in. */
  readonly holdsToken: BearerGuard;
  readonly isOfOwnPage: PageGuard;
  readonly clientAddress: ClientAddress;
}

/** How a page becomes the operator's for some hours: by the token itself, or by a link that its holder has made. */
export function operatorSessionRoutes(options: OperatorSessionRoutesOptions): Middleware {
  const { sessions, holdsToken, isOfOwnPage, clientAddress } = options;
  const router = new Router();
  const wrongCodes = createRateLimit(LIMITS.wrongApiKeysPerAddress);

  router.post('/api/operator-links', async (ctx) => {
    if (!(await holdsToken(ctx))) return;
    const { code, expiresAtMs } = sessions.createCode();
    answer(ctx, { ok: true, ...{ path: `/status#${code}`, expiresAt: new Date(expiresAtMs).toISOString() } });
  });

  router.post('/api/operator-sessions', async (ctx) => {
    if (!isOfOwnPage(ctx)) return;
    const body = await readJson(ctx, MAX_REQUEST_BYTES);
    if (!body.ok) return answer(ctx, body);
    const request = signInRequest.safeParse(body.value);
    if (!request.success) return answer(ctx, refuse('bad-request'));
    const { code } = request.data;
    if (code === undefined) {
      if (await holdsToken(ctx)) answer(ctx, told(sessions.open()));
      return;
    }
    const address = limitKey(clientAddress(ctx.req));
    const exceeded = await wrongCodes.isExceeded(address);
    if (exceeded !== null) return answer(ctx, refuse('rate-limited', exceeded.retryAfterSeconds));
    const session = sessions.exchange(code);
    if (session !== null) return answer(ctx, told(session));
    await wrongCodes.consume(address);
    answer(ctx, refuse('expired'));
  });

  router.delete('/api/operator-sessions', (ctx) => {
    if (!isOfOwnPage(ctx)) return;
    // Also for a token that is none: there is nothing to learn here.
    sessions.end(bearerOf(ctx.get('Authorization')));
    answer(ctx, { ok: true });
  });

  return router.routes() as Middleware;
}

function told({ token, expiresAtMs }: BearerSession): { readonly ok: true } {
  return { ok: true, ...{ token, expiresAt: new Date(expiresAtMs).toISOString() } };
}
