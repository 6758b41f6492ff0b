import type { AcmeReason } from './fallback-reason.ts';

/** What is looked at of the log: the last failure is in it, however long Caddy has been trying. */
export const LOG_TAIL_BYTES = 65_536;

const FAILED = 'could not get certificate from issuer';
const OBTAINED = /^certificate (obtained|renewed) successfully$/;

/** Kinds of failure by what Caddy and the authority say (RFC 8555 §6.7); the first that fits. */
const KINDS: readonly (readonly [RegExp, AcmeReason['code']])[] = [
  [/error:rateLimited|HTTP 429/, 'acme-rate-limit'],
  [/error:(rejectedIdentifier|unsupportedIdentifier|invalidProfile|caa)/, 'acme-refused'],
  [/error:dns|NXDOMAIN|no such host.*error:|error:.*no such host/s, 'acme-name-unknown'],
  // Some authorities call it "unauthorized" when there was no connection for the challenge on 443.
  [/error:connection|error:.*(failed to connect|connection refused|timeout|no route)/is, 'acme-ports-closed'],
  [/error:(unauthorized|incorrectResponse|tls)/, 'acme-name-elsewhere'],
  [/x509: certificate signed by unknown authority/, 'acme-authority-untrusted'],
  [
    /performing request|provisioning client|dial tcp|HTTP 5\d\d|error:serverInternal/,
    'acme-authority-unreachable',
  ],
];

const LONGEST_DETAIL = 200;

/**
 * Why the last order of a certificate for this name failed, from Caddy's log of orders (JSON, a line each); null when
 * none has failed since one was successful. Lines that are no JSON, such as a first one cut off, are passed over.
 */
export function acmeFailure(logTail: string, name: string): AcmeReason | null {
  for (const line of logTail.split('\n').toReversed()) {
    const { msg, identifier, error } = parseLine(line);
    if (identifier !== name) continue;
    if (OBTAINED.test(msg)) return null;
    if (msg === FAILED) return reasonOf(error);
  }
  return null;
}

function reasonOf(error: string): AcmeReason {
  const code = KINDS.find(([pattern]) => pattern.test(error))?.[1] ?? 'acme-unknown';
  return { code, detail: error.replaceAll(/\s+/g, ' ').slice(0, LONGEST_DETAIL) };
}

function parseLine(line: string): {
  readonly msg: string;
  readonly identifier: string;
  readonly error: string;
} {
  try {
    const { msg, identifier, error } = JSON.parse(line);
    return { msg: String(msg), identifier: String(identifier), error: String(error) };
  } catch {
    return { msg: '', identifier: '', error: '' };
  }
}
