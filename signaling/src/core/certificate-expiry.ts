import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * When the certificate of the page ends, ISO 8601: of the service's own, else what a file says at that moment. Null where
 * nobody says: behind a proxy, or before the first certificate.
 */
export function createCertificateExpiry(
  ownCertificate: string | null,
  file: string | null,
): () => string | null {
  if (ownCertificate !== null) {
    const expiresAt = isoTime(new X509Certificate(ownCertificate).validTo);
    return () => expiresAt;
  }
  return () => (file === null ? null : isoTime(contentOf(file)));
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // Not known yet, or not here: as if nobody said.
    return '';
  }
}

function isoTime(text: string): string | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
