import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { type Problem, problem } from '../result.ts';
import type { CertificateFiles } from '../self-signed-certificate.ts';
import type { ServedCertificate } from './caddy-certificates.ts';

export interface CheckedCertificate {
  /** Null when the files cannot be served at all. */
  readonly served: ServedCertificate | null;
  readonly problems: readonly Problem[];
}

export interface OwnCertificateOptions {
  readonly files: CertificateFiles;
  /** What people type: a DNS name or an IP address. */
  readonly name: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** May throw. */
  readonly readFile: (path: string) => string;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The operator's own certificate, with everything about it that would keep browsers from trusting it. */
export function checkOwnCertificate({
  files,
  name,
  now,
  readFile,
}: OwnCertificateOptions): CheckedCertificate {
  const chainText = readPem('TLS_CERT_FILE', files.certFile, readFile);
  const keyText = readPem('TLS_KEY_FILE', files.keyFile, readFile);
  const unread = [chainText, keyText].filter((read) => typeof read !== 'string');
  if (typeof chainText !== 'string' || typeof keyText !== 'string') return { served: null, problems: unread };
  const chain = parseChain(chainText);
  const key = parseKey(keyText);
  const [leaf] = chain ?? [];
  const faults = [
    ...(leaf === undefined ? [NO_CERTIFICATE] : []),
    ...('cause' in key ? [key] : leaf !== undefined && !leaf.checkPrivateKey(key) ? [NOT_A_PAIR] : []),
  ];
  if (leaf === undefined || chain === null || faults.length > 0) return { served: null, problems: faults };
  const served = {
    pem: `${[...chain.map((each) => each.toString().trim()), keyText.trim()].join('\n')}\n`,
    fingerprint: leaf.fingerprint.replaceAll(':', '').toLowerCase(),
    notAfter: leaf.validToDate.getTime(),
  };
  return {
    served,
    problems: [...nameProblems(leaf, name), ...dateProblems(leaf, now), ...chainProblems(chain)],
  };
}

function readPem(variable: string, path: string, readFile: (path: string) => string): string | Problem {
  try {
    return readFile(path);
  } catch (error) {
    const found = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = found === 'EACCES' ? 'only its owner may read it' : found;
    return problem(
      'own-certificate-unreadable',
      `the file of ${variable} is to be readable; found: ${why}`,
      'Check its path, and give it to root (chown root).',
    );
  }
}

const NO_CERTIFICATE = problem(
  'own-certificate-not-pem',
  'the file of TLS_CERT_FILE is to hold a certificate in PEM form; found none that can be read',
  'Name the file with the whole chain (certbot: fullchain.pem).',
);

const NOT_A_PAIR = problem(
  'own-certificate-not-a-pair',
  'the key of TLS_KEY_FILE is to belong to the certificate of TLS_CERT_FILE; found that it belongs to another',
  'Name the two files that were made together.',
);

function parseChain(text: string): readonly [X509Certificate, ...X509Certificate[]] | null {
  try {
    const [leaf, ...others] = (text.match(CERTIFICATE) ?? []).map((pem) => new X509Certificate(pem));
    return leaf === undefined ? null : [leaf, ...others];
  } catch {
    // Not a certificate: the problem says so.
    return null;
  }
}

function parseKey(text: string) {
  try {
    return createPrivateKey(text);
  } catch (error) {
    const isLocked = /ENCRYPTED/.test(text) || (error instanceof Error && /passphrase/i.test(error.message));
    return problem(
      'own-certificate-key',
      `the file of TLS_KEY_FILE is to hold a private key in PEM form; found ${isLocked ? 'one with a passphrase' : 'none that can be read'}`,
      isLocked
        ? 'Take the passphrase off (openssl pkey -in … -out …).'
        : 'Name the key (certbot: privkey.pem).',
    );
  }
}

function nameProblems(leaf: X509Certificate, name: string): readonly Problem[] {
  const isFor = isIP(name) ? leaf.checkIP(name) : leaf.checkHost(name, { subject: 'never' });
  if (isFor !== undefined) return [];
  const found = leaf.subjectAltName?.replaceAll('IP Address:', '').replaceAll('DNS:', '') ?? 'no name at all';
  return [
    problem(
      'own-certificate-name',
      `the certificate of TLS_CERT_FILE is to be for ${name}; found: ${found}`,
      'Set DOMAIN to a name that it is for, or get one for this name.',
    ),
  ];
}

function dateProblems({ validFromDate, validToDate }: X509Certificate, now: number): readonly Problem[] {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  if (validToDate.getTime() <= now) {
    const cause = `the certificate of TLS_CERT_FILE is to be good today; it ended on ${day(validToDate)}`;
    return [problem('own-certificate-expired', cause, 'Renew it, then: docker compose restart keeper.')];
  }
  if (validFromDate.getTime() <= now) return [];
  const cause = `the certificate of TLS_CERT_FILE is to be good today; it begins on ${day(validFromDate)}`;
  return [problem('own-certificate-too-early', cause, 'Check the clock of this host.')];
}

function chainProblems(chain: readonly [X509Certificate, ...X509Certificate[]]): readonly Problem[] {
  const isBroken = chain.some((each, index) => {
    const next = chain[index + 1];
    return next !== undefined && !(each.checkIssued(next) && each.verify(next.publicKey));
  });
  // Whoever says where its issuer's certificate can be fetched does not expect everybody to have it.
  const lacksNext = chain.length === 1 && /CA Issuers/.test(chain[0].infoAccess ?? '');
  if (!isBroken && !lacksNext) return [];
  return [
    problem(
      'own-certificate-chain',
      `the file of TLS_CERT_FILE is to hold the certificate and after it its issuer's; found ${isBroken ? 'them in another order' : 'the first alone'}`,
      'Name the file with the whole chain (certbot: fullchain.pem).',
    ),
  ];
}
