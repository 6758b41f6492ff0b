import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CaddyCertificate {
  /** Certificate, chain and key. */
  readonly pem: string;
  /** SHA-1 in lower-case hex. */
  readonly fingerprint: string;
  /** Milliseconds since the Unix epoch. */
  readonly notAfter: number;
  /** Of the bundle's own authority: browsers do not trust it by themselves. */
  readonly isInternal: boolean;
}

/** The directory of Caddy's own authority in its storage. */
const INTERNAL_ISSUER = 'local';

/**
 * The certificate that Caddy has for a name: one of a real authority before one of its own, and of these the one that
 * lasts longest. Null when there is none that is good at `now`.
 */
export function caddyCertificate(storage: string, name: string, now: number): CaddyCertificate | null {
  const directory = join(storage, 'caddy/certificates');
  const found = list(directory).flatMap((issuer) => {
    const files = join(directory, issuer, name, name);
    const certificate = read(`${files}.crt`, `${files}.key`, issuer === INTERNAL_ISSUER);
    return certificate !== null && certificate.notAfter > now ? [certificate] : [];
  });
  const order = (one: CaddyCertificate) => (one.isInternal ? 0 : Number.MAX_SAFE_INTEGER / 2) + one.notAfter;
  return found.toSorted((one, other) => order(other) - order(one))[0] ?? null;
}

function read(certFile: string, keyFile: string, isInternal: boolean): CaddyCertificate | null {
  try {
    const chain = readFileSync(certFile, 'utf8');
    const key = readFileSync(keyFile, 'utf8');
    const { fingerprint, validToDate } = new X509Certificate(chain);
    return {
      pem: `${chain.trim()}\n${key.trim()}\n`,
      fingerprint: fingerprint.replaceAll(':', '').toLowerCase(),
      notAfter: validToDate.getTime(),
      isInternal,
    };
  } catch {
    // Not there yet, or half written: the next look finds it.
    return null;
  }
}

function list(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    // Caddy has ordered none yet.
    return [];
  }
}
