import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSignedCertificate } from '../self-signed-certificate.ts';
import type { Volumes } from '../volumes.ts';
import { writeWhole } from '../write-whole.ts';
import { readServed, type ServedCertificate } from './caddy-certificates.ts';

/** Certificate, chain and key in one PEM file: what HAProxy reads at its start. */
export const EDGE_CERTIFICATE = 'certificate.pem';

/**
 * A self-signed certificate for the name, kept from start to start: what stands in until there is a better one, and
 * while the better one has failed. HAProxy does not start without any, so it is given to it when it has none.
 */
export async function standInCertificate(
  volumes: Pick<Volumes, 'keeper' | 'edge'>,
  name: string,
  now: number,
): Promise<ServedCertificate> {
  const { certFile, keyFile } = await selfSignedCertificate({
    directory: volumes.keeper,
    names: [name],
    now,
  });
  const standIn = readServed(certFile, keyFile);
  if (standIn === null) throw new Error(`Expected a certificate in ${certFile}: it was just written there.`);
  const path = join(volumes.edge, EDGE_CERTIFICATE);
  if (!isThere(path)) writeWhole(path, standIn.pem);
  return standIn;
}

function isThere(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes('PRIVATE KEY');
  } catch {
    return false;
  }
}
