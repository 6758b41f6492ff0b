import type { Context } from 'koa';
import type { ClientAddress } from '../core/client-address.ts';
import { limitKey } from '../core/limit-key.ts';
import { LIMITS } from '../core/limits.ts';
import { createRateLimit } from '../core/rate-limit.ts';
import { isSameSecret } from '../core/same-secret.ts';

/** Whether the request shows the key; when it does not, it has been answered. */
export type BearerGuard = (ctx: Context) => Promise<boolean>;

export interface BearerGuardOptions {
  /** The variable that it stands in, and what it is called. */
  readonly variable: string;
  readonly name: string;
  /** Asked for each time; null: there is none, so nobody is let in. */
  readonly key: () => string | null;
  /** Whether something else that was shown is as good as the key. */
  readonly accepts?: (bearer: string) => boolean;
  readonly clientAddress: ClientAddress;
}

/** Lets in who holds a key; wrong ones are counted by address. */
export function createBearerGuard(options: BearerGuardOptions): BearerGuard {
  const { variable, name, key, accepts = () => false, clientAddress } = options;
  const wrongKeys = createRateLimit(LIMITS.wrongApiKeysPerAddress);
  return async function holdsKey(ctx) {
    ctx.set('Cache-Control', 'no-store');
    const expected = key();
    if (expected === null) {
      const text = `No ${name} is configured on this server (${variable}).`;
      return deny(ctx, 404, `no-${name.toLowerCase().replaceAll(' ', '-')}`, text);
    }
    const address = limitKey(clientAddress(ctx.req));
    const exceeded = await wrongKeys.isExceeded(address);
    if (exceeded !== null) {
      ctx.set('Retry-After', String(exceeded.retryAfterSeconds));
      return deny(ctx, 429, 'rate-limited', 'Too many wrong keys. Wait a moment.');
    }
    const shown = bearerOf(ctx.get('Authorization'));
    if (isSameSecret(shown, expected) || accepts(shown)) return true;
    await wrongKeys.consume(address);
    ctx.set('WWW-Authenticate', 'Bearer');
    return deny(ctx, 401, 'unauthorized', `Send the ${name} as "Authorization: Bearer <${variable}>".`);
  };
}

function deny(ctx: Context, status: number, code: string, text: string): false {
  ctx.status = status;
  ctx.body = { ok: false, code, text };
  return false;
}

/** What stands behind `Bearer` (RFC 6750 §2.1); empty when nothing does. */
export function bearerOf(authorization: string): string {
  return /^Bearer (.+)$/i.exec(authorization)?.[1] ?? '';
}
