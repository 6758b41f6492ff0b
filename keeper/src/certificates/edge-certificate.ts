import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSignedCertificate } from '../self-signed-certificate.ts';
import type { Volumes } from '../volumes.ts';
import { writeWhole } from '../write-whole.ts';

/** Certificate, chain and key in one PEM file: what HAProxy reads at its start. */
export const EDGE_CERTIFICATE = 'certificate.pem';

/** HAProxy does not start without a certificate: a self-signed one, until there is another. */
export async function ensureEdgeCertificate(
  volumes: Pick<Volumes, 'keeper' | 'edge'>,
  names: readonly string[],
  now: number,
): Promise<void> {
  const path = join(volumes.edge, EDGE_CERTIFICATE);
  if (isThere(path)) return;
  const { certFile, keyFile } = await selfSignedCertificate({ directory: volumes.keeper, names, now });
  const parts = [certFile, keyFile].map((file) => `${readFileSync(file, 'utf8').trim()}\n`);
  writeWhole(path, parts.join(''));
}

function isThere(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes('PRIVATE KEY');
  } catch {
    return false;
  }
}
