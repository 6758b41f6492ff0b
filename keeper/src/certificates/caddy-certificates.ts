import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateSource } from '../site/site.ts';

export interface ServedCertificate {
  /** Certificate, chain and key. */
  readonly pem: string;
  /** SHA-1 in lower-case hex. */
  readonly fingerprint: string;
  /** Milliseconds since the Unix epoch. */
  readonly notAfter: number;
}

/**
 * The certificate that Caddy has for a name from the authority of its site; of several the one that lasts longest. Null
 * when there is none that is good at `now`.
 */
export function caddyCertificate(
  storage: string,
  { name, certificate }: { readonly name: string; readonly certificate: CertificateSource },
  now: number,
): ServedCertificate | null {
  const directory = join(storage, 'caddy/certificates');
  const found = list(directory).flatMap((issuer) => {
    if (!isIssuerOf(certificate, issuer)) return [];
    const files = join(directory, issuer, name, name);
    const served = readServed(`${files}.crt`, `${files}.key`);
    return served !== null && served.notAfter > now ? [served] : [];
  });
  return found.toSorted((one, other) => other.notAfter - one.notAfter)[0] ?? null;
}

/** A pair of PEM files; null when they are not there, or half written. */
export function readServed(certFile: string, keyFile: string): ServedCertificate | null {
  try {
    const chain = readFileSync(certFile, 'utf8');
    const key = readFileSync(keyFile, 'utf8');
    const { fingerprint, validToDate } = new X509Certificate(chain);
    return {
      pem: `${chain.trim()}\n${key.trim()}\n`,
      fingerprint: fingerprint.replaceAll(':', '').toLowerCase(),
      notAfter: validToDate.getTime(),
    };
  } catch {
    // The next look finds it.
    return null;
  }
}

/** The directory of Caddy's own authority in its storage. */
const INTERNAL_ISSUER = 'local';

/** Caddy names the directory of an authority after its URL (certmagic `ACMEIssuer.IssuerKey`, `KeyBuilder.Safe`). */
function isIssuerOf(source: CertificateSource, directory: string): boolean {
  if (source.kind !== 'acme') return source.kind === 'internal' && directory === INTERNAL_ISSUER;
  if (source.directoryUrl === null) return directory !== INTERNAL_ISSUER;
  const { host, pathname } = new URL(source.directoryUrl);
  return directory === `${host}${pathname}`.replace(/\/$/, '').replaceAll(/[/:]/g, '-').toLowerCase();
}

function list(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    // Caddy has ordered none yet.
    return [];
  }
}
