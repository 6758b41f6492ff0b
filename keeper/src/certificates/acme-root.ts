import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { failure, type Result, success } from '../result.ts';
import { loadedFile } from './loaded-files.ts';

/** Puts the root of the operator's own ACME authority where Caddy finds it; null when there is none to put. */
export function copyAcmeRoot(rootFile: string | null, directory: string): Result<string | null> {
  if (rootFile === null) return success(null);
  try {
    const pem = readFileSync(rootFile, 'utf8');
    new X509Certificate(pem);
    return success(loadedFile(directory, { pem }, 'acme-root-'));
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return failure(
      'acme-root-file',
      `the file of ACME_CA_ROOT_FILE is to hold a certificate in PEM form; found: ${found}`,
      'Name the file of the root certificate of your authority (step-ca: root_ca.crt).',
    );
  }
}
