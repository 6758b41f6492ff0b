import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { selfSignedCertificate } from './self-signed-certificate.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2030, 0, 1);
const NAMES = ['localhost', 'den.local', '127.0.0.1', '::1', '192.168.1.5', 'fd00::2'];

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'burrow-certificate-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const make = (names = NAMES, now = NOW) => selfSignedCertificate({ directory, names, now });

test('it is good for every name and address, and for a server', async () => {
  const { certFile, keyFile, isNew } = await make();
  expect(isNew).toBe(true);
  const certificate = new X509Certificate(readFileSync(certFile));
  expect(NAMES.map((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)))).toEqual(
    NAMES,
  );
  expect(certificate.checkIP('192.168.1.6')).toBeUndefined();
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(certificate.ca).toBe(false);
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  const lifetimeDays = (certificate.validToDate.getTime() - certificate.validFromDate.getTime()) / DAY_MS;
  expect(lifetimeDays).toBeLessThan(398);
});

test('it is kept as long as it fits, also when an address is gone', async () => {
  await make();
  expect(await make()).toMatchObject({ isNew: false });
  expect(await make(NAMES.slice(0, 3))).toMatchObject({ isNew: false });
  expect(await make(NAMES, NOW + 365 * DAY_MS)).toMatchObject({ isNew: false });
});

test('a new address, its end in sight, or a broken file make a new one', async () => {
  await make();
  expect(await make([...NAMES, '10.0.0.7'])).toMatchObject({ isNew: true });
  const { certFile, isNew } = await make(NAMES, NOW + 370 * DAY_MS);
  expect(isNew).toBe(true);
  writeFileSync(certFile, 'no certificate');
  expect(await make()).toMatchObject({ isNew: true });
  rmSync(join(directory, 'certificate-key.pem'));
  expect(await make()).toMatchObject({ isNew: true });
});
