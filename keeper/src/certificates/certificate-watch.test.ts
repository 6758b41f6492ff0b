import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CertificateFiles } from '../self-signed-certificate.ts';
import type { CertificateSource } from '../site/site.ts';
import { volumesIn } from '../volumes.ts';
import { type CertificateWatch, createCertificateWatch, STATE_FILE } from './certificate-watch.ts';

const NAME = 'call.example.org';
/** A minute from now: what the tests make in the meantime is good by then. */
const NOW = Date.now() + 60_000;
const STAND_IN = { pem: 'stands in', fingerprint: '00', notAfter: NOW + 1_000 };
const ACME: CertificateSource = {
  kind: 'acme',
  ...{ subject: 'name', email: null, directoryUrl: 'https://acme.example.org:8443/dir' },
};
/** As certmagic 0.25 names it. */
const ISSUER = 'acme.example.org-8443-dir';

let directory: string;
let volumes: ReturnType<typeof volumesIn>;
let said: [string, unknown][];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'burrow-watch-'));
  volumes = volumesIn(directory);
  for (const path of Object.values(volumes)) mkdirSync(path);
  said = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

function watch(certificate: CertificateSource, ownFiles: CertificateFiles | null = null): CertificateWatch {
  const say = (level: string) => (description: unknown) => void said.push([level, description]);
  return createCertificateWatch({
    site: { name: NAME, localNames: [], certificate, ports: { http: 80, https: 443 } },
    expiryFile: join(volumes.signaling, 'certificate-expiry'),
    ...{ volumes, ownFiles, acmeRootFile: null, standIn: STAND_IN, clock: { now: () => NOW } },
    log: { error: say('error'), warn: say('warn'), info: say('info'), debug: say('debug') } as never,
  });
}

async function writePair(files: CertificateFiles): Promise<void> {
  const made = await generate([{ name: 'commonName', value: NAME }], {
    ...{ keyType: 'ec', curve: 'P-256', algorithm: 'sha256' },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: NAME }] }],
  });
  writeFileSync(files.certFile, made.cert);
  writeFileSync(files.keyFile, made.private);
}

const read = (...path: string[]) => readFileSync(join(directory, ...path), 'utf8');
const states = () => said.map(([level, description]) => [level, (description as { state: string }).state]);

test('what stands in gives way to what the authority issues, and browsers are then kept on HTTPS', async () => {
  const watched = watch(ACME);
  expect(watched.look()).toBe(STAND_IN);
  watched.look();
  expect(read('signaling', 'certificate-expiry')).toBe(new Date(STAND_IN.notAfter).toISOString());
  expect(read('caddy', 'Caddyfile')).toMatch(/loaded-[0-9a-f]{16}\.pem/);
  expect(read('caddy', 'Caddyfile')).not.toContain('Strict-Transport-Security');
  const storage = join(volumes.caddyData, 'caddy/certificates', ISSUER, NAME);
  mkdirSync(storage, { recursive: true });
  await writePair({ certFile: join(storage, `${NAME}.crt`), keyFile: join(storage, `${NAME}.key`) });
  const issued = watched.look();
  expect(issued?.pem).toContain('BEGIN CERTIFICATE');
  expect(Date.parse(read('signaling', 'certificate-expiry'))).toBe(issued?.notAfter);
  expect(read('caddy', 'Caddyfile')).not.toContain('loaded-');
  expect(read('caddy', 'Caddyfile')).toContain('Strict-Transport-Security');
  expect(readdirSync(volumes.caddy).filter((file) => file.startsWith('loaded-'))).toEqual([]);
  expect(states()).toEqual([
    ['info', 'fallback'],
    ['info', 'trusted'],
  ]);
  expect(JSON.parse(read('keeper', STATE_FILE))).toMatchObject({ state: 'trusted', name: NAME });
});

test.each(['local', 'acme-staging-v02.api.letsencrypt.org-directory'])(
  'a certificate of another authority is not taken for one of this: %s',
  async (issuer) => {
    const storage = join(volumes.caddyData, 'caddy/certificates', issuer, NAME);
    mkdirSync(storage, { recursive: true });
    await writePair({ certFile: join(storage, `${NAME}.crt`), keyFile: join(storage, `${NAME}.key`) });
    expect(watch(ACME).look()).toBe(STAND_IN);
    expect(watch({ ...ACME, directoryUrl: null }).look()).toBe(STAND_IN);
  },
);

test('a failed order is told once, and shown on port 80 without another Caddyfile', () => {
  const watched = watch(ACME);
  watched.look();
  const caddyfile = read('caddy', 'Caddyfile');
  const failure = {
    ...{ msg: 'could not get certificate from issuer', identifier: NAME },
    error: 'HTTP 429 urn:ietf:params:acme:error:rateLimited',
  };
  writeFileSync(join(volumes.caddyData, 'certificates.log'), `${JSON.stringify(failure)}\n`);
  watched.look();
  watched.look();
  expect(states()).toEqual([
    ['info', 'fallback'],
    ['warn', 'fallback'],
  ]);
  expect(read('caddy', 'status.html')).toContain('allows only so many orders');
  expect(read('caddy', 'Caddyfile')).toBe(caddyfile);
});

test("a renewal of the operator's files that went wrong leaves what was good", async () => {
  const files = { certFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') };
  await writePair(files);
  const watched = watch({ kind: 'own' }, files);
  const good = watched.look();
  writeFileSync(files.keyFile, 'half of a ke');
  expect(watched.look()?.pem).toBe(good?.pem);
  expect(states()).toEqual([
    ['info', 'own'],
    ['warn', 'own'],
  ]);
});
