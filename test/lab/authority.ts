import { writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { run } from './run.ts';

export interface IssuedFiles {
  /** The certificate and its intermediate one. */
  readonly certFile: string;
  readonly keyFile: string;
  readonly rootFile: string;
}

export interface Authority {
  readonly rootFile: string;
  /** A certificate for names and addresses, in files named after `label`. */
  issue(label: string, subjects: readonly [string, ...string[]], days?: number): Promise<IssuedFiles>;
}

/** A certificate authority of a test's own, in an existing directory: a root that signs what it is asked for. */
export async function createAuthority(directory: string, label: string): Promise<Authority> {
  const rootFile = join(directory, `${label}-root.pem`);
  const rootKey = join(directory, `${label}-root-key.pem`);
  await openssl([
    ...['req', '-x509', ...newKey(rootKey), '-out', rootFile, '-days', '30', '-subj', `/CN=${label} root`],
    ...['-addext', 'basicConstraints=critical,CA:true', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  ]);
  return {
    rootFile,
    async issue(name, subjects, days = 7) {
      const file = (what: string) => join(directory, `${label}-${name}-${what}.pem`);
      const [certFile, keyFile, request, extensions] = ['cert', 'key', 'request', 'extensions'].map(file) as [
        string,
        string,
        string,
        string,
      ];
      const alternatives = subjects.map((subject) => `${isIP(subject) ? 'IP' : 'DNS'}:${subject}`).join(',');
      await openssl(['req', ...newKey(keyFile), '-out', request, '-subj', `/CN=${subjects[0]}`]);
      await writeFile(
        extensions,
        `basicConstraints=critical,CA:false\nextendedKeyUsage=serverAuth\nsubjectAltName=${alternatives}\n`,
      );
      await openssl([
        ...['x509', '-req', '-in', request, '-CA', rootFile, '-CAkey', rootKey, '-CAcreateserial'],
        ...['-days', String(days), '-extfile', extensions, '-out', certFile],
      ]);
      return { certFile, keyFile, rootFile };
    },
  };
}

function newKey(file: string): readonly string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', file];
}

async function openssl(args: readonly string[]): Promise<void> {
  await run(['openssl', ...args]);
}
