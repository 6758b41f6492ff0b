import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import Koa, { type Middleware } from 'koa';
import type { ServiceStatus } from '#protocol';
import type { CallReports } from '../core/call-reports.ts';
import type { Checkup } from '../core/checkup.ts';
import type { ClientAddress, Requester } from '../core/client-address.ts';
import type { GuestTests } from '../core/guest-tests.ts';
import type { Logger } from '../core/logger.ts';
import type { OperatorSessions } from '../core/operator-sessions.ts';
import type { PageFile } from '../core/page-file.ts';
import type { RateLimit } from '../core/rate-limit.ts';
import type { Readiness } from '../core/readiness.ts';
import type { RelayStatus, RelayView } from '../core/relay-status.ts';
import type { ServiceMetrics } from '../core/service-metrics.ts';
import type { TurnCredentials } from '../core/turn-credentials.ts';
import { apiRoutes } from './api-routes.ts';
import { createBearerGuard } from './bearer-guard.ts';
import { checkupRoutes } from './checkup-routes.ts';
import { countRefusals } from './count-refusals.ts';
import { guestTestRoutes } from './guest-test-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { operatorSessionRoutes } from './operator-session-routes.ts';
import { createPageGuard } from './page-guard.ts';
import { reportRoutes } from './report-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { staticClient } from './static-client.ts';
import { statusRoutes } from './status-routes.ts';

export interface HttpOptions {
  readonly webRoot: string;
  readonly page: PageFile;
  readonly apiKey: string | null;
  readonly turnCredentials: TurnCredentials;
  readonly clientAddress: ClientAddress;
  /** Null: nobody is the operator. */
  readonly operatorToken: () => string | null;
  readonly sessions: OperatorSessions;
  /** What the operator is shown. */
  readonly status: () => ServiceStatus;
  /** Told of every request. */
  readonly onRequest: (request: Requester) => void;
  readonly allowedOrigins: readonly string[];
  readonly checkup: Checkup;
  readonly guestTests: GuestTests;
  readonly callReports: CallReports;
  /** Whether pages may send any. */
  readonly wantsReports: boolean;
  readonly joinLimit: RateLimit;
  readonly metrics: Pick<ServiceMetrics, 'countHttpRefusal'>;
  readonly readiness: () => Readiness;
  readonly relayStatus: () => RelayStatus;
  readonly relays: () => readonly RelayView[];
  /** PEM texts when the service speaks HTTPS itself. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly log: Logger;
}

/** The HTTP server: health, API, static client. It does not listen yet. */
export function createHttp(options: HttpOptions): Server {
  const app = new Koa();
  app.on('error', (error: Error & { code?: string }) => {
    if (!CLIENT_WENT_AWAY.has(error.code ?? '')) options.log.error({ err: error }, 'request failed');
  });
  app.use((ctx, next) => {
    options.onRequest(ctx.req);
    return next();
  });
  app.use(securityHeaders(options.page));
  app.use(countRefusals(options.metrics));
  app.use(clientErrors);
  app.use(healthRoutes(options));
  app.use(apiRoutes(options));
  const operator = {
    ...{ variable: 'OPERATOR_TOKEN', name: 'operator token' },
    key: options.operatorToken,
    clientAddress: options.clientAddress,
  };
  const guards = {
    isOfOwnPage: createPageGuard(options.allowedOrigins),
    holdsToken: createBearerGuard(operator),
    isOperator: createBearerGuard({ ...operator, accepts: options.sessions.accepts }),
  };
  app.use(checkupRoutes({ ...options, ...guards }));
  app.use(guestTestRoutes({ ...options, ...guards }));
  app.use(reportRoutes({ ...options, ...guards }));
  app.use(statusRoutes({ ...options, ...guards }));
  app.use(operatorSessionRoutes({ ...options, ...guards }));
  for (const middleware of staticClient(options.webRoot)) app.use(middleware);
  return options.tls === null ? createServer(app.callback()) : createTlsServer(options.tls, app.callback());
}

/** What a client got wrong is answered here, so that the answer keeps the headers that every answer has. */
const clientErrors: Middleware = async function clientErrors(ctx, next) {
  try {
    await next();
  } catch (error) {
    const status = (error as { status?: unknown }).status;
    if (typeof status !== 'number' || status < 400 || status > 499) throw error;
    ctx.status = status;
    ctx.body = { code: 'bad-request', text: 'The request does not have the expected form.' };
  }
};

/** In the middle of an answer, or in the instant after its last byte: no error of ours. */
const CLIENT_WENT_AWAY = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);
