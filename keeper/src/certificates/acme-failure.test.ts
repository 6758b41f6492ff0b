import { expect, test } from 'vitest';
import { acmeFailure } from './acme-failure.ts';

const NAME = 'call.example.org';
const line = (fields: object) => JSON.stringify({ level: 'error', ts: 1, logger: 'tls.obtain', ...fields });
const failed = (error: string, identifier = NAME) =>
  line({ msg: 'could not get certificate from issuer', identifier, issuer: 'acme', error });
const obtained = line({ msg: 'certificate obtained successfully', identifier: NAME });

/** As Caddy 2.11 words what authorities say. */
test.each([
  [
    'HTTP 429 urn:ietf:params:acme:error:rateLimited - too many certificates already issued',
    'acme-rate-limit',
  ],
  [
    `[${NAME}] solving challenges: authorization failed: HTTP 400 urn:ietf:params:acme:error:dns - DNS problem: NXDOMAIN`,
    'acme-name-unknown',
  ],
  [
    'authorization failed: HTTP 403 urn:ietf:params:acme:error:unauthorized - Invalid response from http://…: 404',
    'acme-name-elsewhere',
  ],
  [
    'authorization failed: HTTP 400 urn:ietf:params:acme:error:connection - Fetching http://…: Connection refused',
    'acme-ports-closed',
  ],
  [
    'authorization failed: HTTP 403 urn:ietf:params:acme:error:unauthorized - Failed to connect to 192.0.2.99:443',
    'acme-ports-closed',
  ],
  ['HTTP 403 urn:ietf:params:acme:error:caa - CAA record prevents issuance', 'acme-refused'],
  ['HTTP 400 urn:ietf:params:acme:error:rejectedIdentifier - no bare addresses', 'acme-refused'],
  [
    'provisioning client: performing request: Get "https://acme.test/dir": dial tcp 192.0.2.20:443: connect: connection refused',
    'acme-authority-unreachable',
  ],
  [
    'provisioning client: performing request: Get "https://acme.test/dir": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'acme-authority-untrusted',
  ],
  ['something new', 'acme-unknown'],
])('%s', (error, code) => {
  expect(acmeFailure(failed(error), NAME)).toMatchObject({ code });
});

test('the last failure of this name counts, until an order succeeds', () => {
  const log = [
    failed('HTTP 429 urn:ietf:params:acme:error:rateLimited'),
    failed('x: error:dns', 'other.example.org'),
  ];
  expect(acmeFailure(log.join('\n'), NAME)?.code).toBe('acme-rate-limit');
  expect(acmeFailure([...log, obtained].join('\n'), NAME)).toBeNull();
  expect(acmeFailure([obtained, ...log].join('\n'), NAME)?.code).toBe('acme-rate-limit');
});

test('a line that is cut off, or no JSON at all, is passed over', () => {
  expect(
    acmeFailure(`${failed('HTTP 429 x').slice(20)}\nnull\n[]\n${failed('HTTP 429 x')}\n{"msg"`, NAME),
  ).toMatchObject({
    code: 'acme-rate-limit',
  });
  expect(acmeFailure('', NAME)).toBeNull();
});

test('of what an authority says only so much is kept, on one line', () => {
  const detail = acmeFailure(failed(`a\nb${'x'.repeat(1000)}`), NAME)?.detail ?? '';
  expect(detail).toMatch(/^a bx+$/);
  expect(detail.length).toBe(200);
});
