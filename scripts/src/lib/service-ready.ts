import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { sleep } from '#keeper/clock';
import { failure, type Result, success } from '#keeper/result';
import type { Clock } from '#signaling/core/clock';

export interface ServiceReadyOptions {
  /** Whether it answers 200 now. */
  readonly isReady: () => Promise<boolean>;
  readonly clock: Clock;
}

const ASK_AGAIN_MS = 100;
const START_LIMIT_MS = 20_000;

/** Resolves once the service takes calls. */
export function serviceReady({ isReady, clock }: ServiceReadyOptions) {
  return async function whenServiceReady(_child: unknown, ended: AbortSignal): Promise<Result<void>> {
    const startedAt = clock.now();
    while (!ended.aborted && clock.now() - startedAt < START_LIMIT_MS) {
      if (await isReady()) return success(undefined);
      await sleep(clock, ASK_AGAIN_MS);
    }
    const cause = `expected the signaling service to be ready within ${START_LIMIT_MS / 1000} s; it was not`;
    return failure('service-silent', cause, 'Start again with LOG_LEVEL=debug in .env to see what it does.');
  };
}

export interface ReadyzOptions {
  readonly host: string;
  readonly port: number;
  /** The certificate of the service; null: it speaks HTTP. */
  readonly certificate: string | null;
}

/** Asks `GET /readyz`; no answer is an answer. */
export function answersReady({ host, port, certificate }: ReadyzOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const target = { host, port, path: '/readyz', timeout: 2_000, agent: false };
    const request =
      certificate === null
        ? requestHttp(target)
        : requestHttps({ ...target, ca: certificate, servername: 'localhost' });
    request.once('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
    request.end();
  });
}
