import { writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** Writes a self-signed certificate for names and addresses into an existing directory. */
export async function createCertificate(
  directory: string,
  subjects: readonly [string, ...string[]],
  { hasEnded = false } = {},
): Promise<CertificateFiles> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: subjects[0] }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(hasEnded && { notBeforeDate: daysFromNow(-30), notAfterDate: daysFromNow(-1) }),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: subjects.map((subject) =>
          isIP(subject) ? { type: 7, ip: subject } : { type: 2, value: subject },
        ),
      },
    ],
  });
  const files = { certFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') };
  await writeFile(files.certFile, cert);
  await writeFile(files.keyFile, key, { mode: 0o600 });
  return files;
}

function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}
