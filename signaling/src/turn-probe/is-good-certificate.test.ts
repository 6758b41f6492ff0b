import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { isGoodCertificate } from './is-good-certificate.ts';

const FROM_MS = Date.parse('2026-01-01T00:00:00Z');
const TO_MS = Date.parse('2026-04-01T00:00:00Z');
const DNS_NAME = 2;
const IP_ADDRESS = 7;

const { cert } = await generate([{ name: 'commonName', value: 'common.example.org' }], {
  notBeforeDate: new Date(FROM_MS),
  notAfterDate: new Date(TO_MS),
  extensions: [
    {
      name: 'subjectAltName',
      altNames: [
        { type: DNS_NAME, value: 'call.example.org' },
        { type: IP_ADDRESS, ip: '203.0.113.10' },
      ],
    },
  ],
});
const certificate = new X509Certificate(cert);

test.each([
  ['call.example.org', FROM_MS, true],
  ['call.example.org', TO_MS, true],
  ['203.0.113.10', TO_MS, true],
  ['call.example.org', FROM_MS - 1, false],
  ['call.example.org', TO_MS + 1, false],
  ['other.example.org', TO_MS, false],
  ['common.example.org', TO_MS, false],
  ['203.0.113.11', TO_MS, false],
])('for %s at %d: %s', (name, nowMs, isGood) => {
  expect(isGoodCertificate(certificate, name, nowMs)).toBe(isGood);
});

test('none, and one with a date that cannot be read, are not good', () => {
  expect(isGoodCertificate(undefined, 'call.example.org', TO_MS)).toBe(false);
  const unreadable = { validFrom: 'some day', validTo: 'never', checkHost: () => 'x', checkIP: () => 'x' };
  expect(isGoodCertificate(unreadable, 'call.example.org', TO_MS)).toBe(false);
});
