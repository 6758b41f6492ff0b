import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#signaling/core/clock';
import type { Logger } from '#signaling/core/logger';
import { readTail } from '../read-tail.ts';
import type { CertificateFiles } from '../self-signed-certificate.ts';
import { certificateLog, renderCaddyfile } from '../site/render-caddyfile.ts';
import { type Site, siteUrl } from '../site/site.ts';
import { renderStatusPage } from '../site/status-page.ts';
import type { Volumes } from '../volumes.ts';
import { writeWhole } from '../write-whole.ts';
import { acmeFailure, LOG_TAIL_BYTES } from './acme-failure.ts';
import { caddyCertificate, type ServedCertificate } from './caddy-certificates.ts';
import { type CertificateState, certificateState, describeState, isTrusted } from './certificate-state.ts';
import { reasonTexts } from './fallback-reason.ts';
import { loadedFile, pruneLoaded } from './loaded-files.ts';
import { type CheckedCertificate, checkOwnCertificate } from './own-certificate.ts';

export const STATE_FILE = 'certificate-state.json';

export interface CertificateWatchOptions {
  readonly site: Site;
  readonly volumes: Volumes;
  readonly ownFiles: CertificateFiles | null;
  /** Where Caddy finds the root of the authority's own HTTPS certificate. */
  readonly acmeRootFile: string | null;
  /** Where the service finds when what is served ends; null: somebody else serves the page. */
  readonly expiryFile: string | null;
  /** Served while there is nothing better. */
  readonly standIn: ServedCertificate;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
}

export interface CertificateWatch {
  /** One look at what there is: writes the Caddyfile by it, and returns what the name is to be served with. */
  look(): ServedCertificate | null;
  /** As of the last look; null before the first. */
  seen(): SeenCertificate | null;
}

export interface SeenCertificate {
  readonly state: CertificateState;
  readonly served: ServedCertificate | null;
}

/** Knows what certificate the page has and why; says so at each change, in the log, in a file and on port 80. */
export function createCertificateWatch(options: CertificateWatchOptions): CertificateWatch {
  const { site, volumes, clock, log } = options;
  let lastSaid = '';
  let lastOwn: CheckedCertificate | null = null;
  let seen: SeenCertificate | null = null;

  return {
    look() {
      lastOwn = options.ownFiles && keepServable(checkOwn(options.ownFiles), lastOwn);
      const fromCaddy = caddyCertificate(volumes.caddyData, site, clock.now());
      const state = certificateState({
        source: site.certificate,
        own: lastOwn,
        fromCaddy,
        failure: acmeFailure(readTail(certificateLog(volumes.caddyData), LOG_TAIL_BYTES), site.name),
        rootFingerprint: rootFingerprint(volumes.caddyData),
      });
      const served = lastOwn?.served ?? fromCaddy;
      writeSite(state, lastOwn?.served ?? (state.state === 'fallback' ? options.standIn : null));
      say(state);
      const current = served ?? (state.state === 'fallback' ? options.standIn : null);
      seen = { state, served: current };
      if (options.expiryFile !== null && current !== null)
        writeWhole(options.expiryFile, new Date(current.notAfter).toISOString());
      return current;
    },
    seen: () => seen,
  };

  function checkOwn(files: CertificateFiles): CheckedCertificate {
    const readFile = (path: string) => readFileSync(path, 'utf8');
    return checkOwnCertificate({ files, name: site.name, now: clock.now(), readFile });
  }

  function writeSite(state: CertificateState, loaded: ServedCertificate | null): void {
    const statusPage = state.state === 'fallback' ? join(volumes.caddy, 'status.html') : null;
    if (state.state === 'fallback' && statusPage !== null) {
      const page = renderStatusPage({ url: siteUrl(site), ...reasonTexts(state.reason, site.name) });
      writeWhole(statusPage, page);
    }
    const file = loaded && loadedFile(volumes.caddy, loaded);
    const written = writeWhole(
      join(volumes.caddy, 'Caddyfile'),
      renderCaddyfile({
        ...{ site, statusPage, loaded: file, acmeRootFile: options.acmeRootFile },
        strictTransport: isTrusted(state),
        caddyData: volumes.caddyData,
      }),
    );
    if (written) pruneLoaded(volumes.caddy, file);
  }

  function say(state: CertificateState): void {
    const description = describeState(state, site.name);
    const text = `${JSON.stringify(description, null, 2)}\n`;
    writeWhole(join(volumes.keeper, STATE_FILE), text);
    if (text === lastSaid) return;
    lastSaid = text;
    const isPending = state.state === 'fallback' && state.reason.code === 'acme-pending';
    const isWrong =
      (state.state === 'fallback' && !isPending) || (state.state === 'own' && !isTrusted(state));
    log[isWrong ? 'warn' : 'info'](description, 'state of the certificate');
  }
}

/** A renewal that went wrong does not take away what was good before. */
function keepServable(now: CheckedCertificate, before: CheckedCertificate | null): CheckedCertificate {
  return now.served !== null ? now : { served: before?.served ?? null, problems: now.problems };
}

function rootFingerprint(caddyData: string): string | null {
  try {
    const root = readFileSync(join(caddyData, 'caddy/pki/authorities/local/root.crt'));
    return new X509Certificate(root).fingerprint256;
  } catch {
    // Caddy has not made it yet.
    return null;
  }
}
