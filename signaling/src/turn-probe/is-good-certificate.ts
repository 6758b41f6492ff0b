import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/**
 * Whether a client that trusts its issuer would take the certificate: for this name or address (RFC 9525 §6.3), now.
 * @param nowMs milliseconds since the Unix epoch
 */
export function isGoodCertificate(
  certificate: Pick<X509Certificate, 'validFrom' | 'validTo' | 'checkHost' | 'checkIP'> | undefined,
  name: string,
  nowMs: number,
): boolean {
  if (certificate === undefined) return false;
  const { validFrom, validTo } = certificate;
  // Written out, because a date that cannot be read is in no order with any other.
  const isOfThisTime = Date.parse(validFrom) <= nowMs && nowMs <= Date.parse(validTo);
  const named =
    isIP(name) === 0 ? certificate.checkHost(name, { subject: 'never' }) : certificate.checkIP(name);
  return isOfThisTime && named !== undefined;
}
