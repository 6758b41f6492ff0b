import type { Context } from 'koa';
import type { Refusal, RefusalCode } from '#protocol';

/** Answers with what came of the request; a refusal with the HTTP status that fits its code. */
export function answer(ctx: Context, outcome: { readonly ok: true } | Refusal): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.status = outcome.ok ? 200 : (STATUS[outcome.code] ?? 400);
  if (!outcome.ok && outcome.retryAfterSeconds !== undefined)
    ctx.set('Retry-After', String(outcome.retryAfterSeconds));
  ctx.body = outcome;
}

const STATUS: Partial<Record<RefusalCode, number>> = {
  'too-large': 413,
  'password-needed': 403,
  'wrong-password': 403,
  expired: 410,
  'rate-limited': 429,
  unavailable: 503,
};
