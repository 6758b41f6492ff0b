import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { expect, onTestFinished, test } from 'vitest';
import { createCertificateExpiry } from './certificate-expiry.ts';

function file(): string {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-expiry-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'certificate-expiry');
}

test('of its own certificate the service knows it', async () => {
  const { cert } = await generate([], { notAfterDate: new Date('2031-02-03T04:05:06Z') });
  expect(createCertificateExpiry(cert, null)()).toBe('2031-02-03T04:05:06.000Z');
});

test('else a file says it, anew each time', () => {
  const path = file();
  const expiry = createCertificateExpiry(null, path);
  expect(expiry()).toBeNull();
  writeFileSync(path, '2030-01-01T00:00:00.000Z\n');
  expect(expiry()).toBe('2030-01-01T00:00:00.000Z');
  writeFileSync(path, 'soon');
  expect(expiry()).toBeNull();
});

test('behind a proxy nobody says it', () => {
  expect(createCertificateExpiry(null, null)()).toBeNull();
});
