import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { writeOwnerOnly } from './state-directory.ts';

export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface CertificateOptions {
  readonly directory: string;
  /** DNS names and IP addresses that it is to be good for. */
  readonly names: readonly string[];
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

const DAY_MS = 86_400_000;

/** Why 397 days: browsers of Apple take no longer ones. */
const LIFETIME_MS = 397 * DAY_MS;
const RENEW_BEFORE_MS = 30 * DAY_MS;

/**
 * A self-signed certificate for this host, kept from start to start because people have to accept it once on every
 * device. A new one is made when it lacks a name or nears its end.
 */
export async function selfSignedCertificate({
  directory,
  names,
  now,
}: CertificateOptions): Promise<CertificateFiles & { readonly isNew: boolean }> {
  const files = certificateFiles(directory);
  if (isFit(files, names, now)) return { ...files, isNew: false };
  const made = await generate([{ name: 'commonName', value: 'Burrow on this host' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + LIFETIME_MS - DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
  });
  writeOwnerOnly(files.keyFile, made.private);
  writeOwnerOnly(files.certFile, made.cert);
  return { ...files, isNew: true };
}

/** Where in its directory the self-signed certificate is. */
export function certificateFiles(directory: string): CertificateFiles {
  return {
    certFile: join(directory, 'certificate.pem'),
    keyFile: join(directory, 'certificate-key.pem'),
  };
}

function isFit({ certFile, keyFile }: CertificateFiles, names: readonly string[], now: number): boolean {
  try {
    const certificate = new X509Certificate(readFileSync(certFile));
    readFileSync(keyFile);
    const isFor = (name: string) =>
      (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;
    return certificate.validToDate.getTime() - now > RENEW_BEFORE_MS && names.every(isFor);
  } catch {
    // None yet, or none that could be read: a new one is made.
    return false;
  }
}
