import { createServer, type Server } from 'node:http';
import type { Logger } from '../core/logger.ts';
import type { Metrics } from './create-metrics.ts';

/**
 * `/metrics` on a listener of its own, which is for a network without visitors: nothing on the port of the page leads
 * there. It does not listen yet.
 */
export function createMetricsListener(
  metrics: Pick<Metrics, 'text' | 'contentType'>,
  log: Pick<Logger, 'error'>,
): Server {
  return createServer((request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
      (error: unknown) => {
        log.error({ err: error }, 'metrics cannot be collected');
        response.writeHead(500).end();
      },
    );
  });
}
