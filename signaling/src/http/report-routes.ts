import Router from '@koa/router';
import type { Middleware } from 'koa';
import { callReport, MAX_REPORT_BYTES, refuse } from '#protocol';
import type { CallReports } from '../core/call-reports.ts';
import type { ClientAddress } from '../core/client-address.ts';
import { limitKey } from '../core/limit-key.ts';
import { LIMITS } from '../core/limits.ts';
import { createRateLimit } from '../core/rate-limit.ts';
import { answer } from './answer.ts';
import type { BearerGuard } from './bearer-guard.ts';
import type { PageGuard } from './page-guard.ts';
import { readJson } from './read-json.ts';

export interface ReportRoutesOptions {
  readonly callReports: CallReports;
  /** Whether pages may send any. */
  readonly wantsReports: boolean;
  readonly isOperator: BearerGuard;
  readonly isOfOwnPage: PageGuard;
  readonly clientAddress: ClientAddress;
}

/** Of all addresses together. */
const EVERYBODY = 'everybody';

/** `POST /api/reports` for pages, `GET /api/reports` for the operator. */
export function reportRoutes(options: ReportRoutesOptions): Middleware {
  const { callReports, wantsReports, isOperator, isOfOwnPage, clientAddress } = options;
  const router = new Router();
  const addressLimit = createRateLimit(LIMITS.reportsPerAddress);
  const totalLimit = createRateLimit(LIMITS.reportsInAll);

  router.post('/api/reports', async (ctx) => {
    if (!isOfOwnPage(ctx)) return;
    if (!wantsReports) return answer(ctx, refuse('unavailable'));
    const exceeded =
      (await addressLimit.consume(limitKey(clientAddress(ctx.req)))) ?? (await totalLimit.consume(EVERYBODY));
    if (exceeded !== null) return answer(ctx, refuse('rate-limited', exceeded.retryAfterSeconds));
    const body = await readJson(ctx, MAX_REPORT_BYTES);
    if (!body.ok) return answer(ctx, body);
    const report = callReport.safeParse(body.value);
    if (!report.success) return answer(ctx, refuse('bad-request'));
    callReports.add(report.data);
    answer(ctx, { ok: true });
  });

  router.get('/api/reports', async (ctx) => {
    if (!(await isOperator(ctx))) return;
    const reports = callReports
      .list()
      .map(({ receivedAtMs, report }) => ({ receivedAt: new Date(receivedAtMs).toISOString(), report }));
    answer(ctx, { ok: true, ...{ reports } });
  });

  return router.routes() as Middleware;
}
