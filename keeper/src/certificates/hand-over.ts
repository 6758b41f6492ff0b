import { join } from 'node:path';
import type { Clock } from '#signaling/core/clock';
import type { Logger } from '#signaling/core/logger';
import type { Result } from '../result.ts';
import { writeWhole } from '../write-whole.ts';
import type { ServedCertificate } from './caddy-certificates.ts';
import { EDGE_CERTIFICATE } from './edge-certificate.ts';
import type { HaproxyCertificates } from './haproxy-certificates.ts';

/** Why 5 s: a fresh deployment waits for it, and a look costs two small files and one question. */
const LOOK_EVERY_MS = 5_000;

export interface HandOverOptions {
  readonly edgeDirectory: string;
  readonly haproxy: HaproxyCertificates;
  /** What the name is to be served with now; null: nothing better than what is there. */
  readonly current: () => ServedCertificate | null;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface HandOver {
  start(): void;
  /** One look. */
  handOver(): Promise<void>;
  close(): void;
}

/**
 * Hands Caddy's certificates on to HAProxy: into the file that it reads at its start, and into the running process.
 * Compares what is served with what is to be, so that a restart of either in between mends itself.
 */
export function createHandOver({ edgeDirectory, haproxy, current, clock, log }: HandOverOptions): HandOver {
  const file = join(edgeDirectory, EDGE_CERTIFICATE);
  let lastProblem = '';
  let callOff: (() => void) | null = null;

  return {
    start() {
      const look = async () => {
        await this.handOver();
        callOff = clock.schedule(look, LOOK_EVERY_MS);
      };
      callOff = clock.schedule(look, 0);
    },
    async handOver() {
      const certificate = current();
      if (certificate === null) return;
      writeWhole(file, certificate.pem);
      const served = await haproxy.fingerprint(file);
      if (served.ok && served.value === certificate.fingerprint) return report(served);
      const replaced = served.ok ? await haproxy.replace(file, certificate.pem) : served;
      if (replaced.ok) log.info({ notAfter: new Date(certificate.notAfter) }, 'certificate handed over');
      report(replaced);
    },
    close() {
      callOff?.();
    },
  };

  /** Once, not every five seconds: HAProxy may just be starting, or stopped for good. */
  function report(result: Result<unknown>): void {
    const text = result.ok ? '' : result.problems.map(({ cause }) => cause).join('; ');
    if (text !== '' && text !== lastProblem) log.warn({ problem: text }, 'certificate not handed over yet');
    lastProblem = text;
  }
}
