import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { packTar, type TarHeader, unpackTar } from 'modern-tar';
import { expect, test } from 'vitest';
import type { StoredVolumes } from '#keeper/backup/stored-entry';
import { packBackup, unpackBackup } from './archive.ts';

const ABOUT = {
  burrowVersion: '0.1.0+gabc1234',
  createdAt: '2026-11-21T12:00:00.000Z',
  url: 'https://call.example.org/',
  ownFiles: [{ setting: 'TLS_KEY_FILE', path: '/etc/ssl/key.pem' }],
};
const HOST_FILES = { '.env': 'DOMAIN=call.example.org\n', 'turnserver.conf': '# 你好\n' };
const VOLUMES: StoredVolumes = {
  entries: [
    { kind: 'file', volume: 'keeper', path: 'resume-key', mode: 0o640, content: 'cmVzdW1l' },
    { kind: 'directory', volume: 'caddy-data', path: 'caddy', mode: 0o2700 },
    {
      kind: 'file',
      volume: 'caddy-data',
      path: `caddy/${'long-'.repeat(40)}.key`,
      mode: 0o600,
      content: Buffer.alloc(5_000, 7).toString('base64'),
    },
    { kind: 'file', volume: 'reports', path: 'empty', mode: 0o600, content: '' },
  ],
};
const packed = () => packBackup(ABOUT, { hostFiles: HOST_FILES, volumes: VOLUMES });

type Change = (members: { header: TarHeader; data?: Uint8Array<ArrayBuffer> }[]) => void;

/** A backup after somebody has changed its members; the manifest is left as it was. */
async function changed(change: Change): Promise<Buffer> {
  const members = await unpackTar(gunzipSync(await packed()));
  change(members);
  return gzipSync(await packTar(members));
}

/** The same by somebody who knows how to write a manifest. */
const withManifestFor = (name: string, header: Partial<TarHeader>, content = 'x') =>
  changed((members) => {
    const data = Buffer.from(content);
    const [first] = members;
    const manifest = JSON.parse(Buffer.from(first?.data ?? []).toString());
    const isFile = (header.type ?? 'file') === 'file';
    manifest.members.push({ name, sha256: isFile ? createHash('sha256').update(data).digest('hex') : '' });
    const text = Buffer.from(JSON.stringify(manifest));
    if (first !== undefined)
      Object.assign(first, { data: text, header: { ...first.header, size: text.length } });
    const size = isFile ? data.length : 0;
    members.push({
      header: { name, mode: 0o600, type: 'file', ...header, size },
      ...(isFile ? { data: new Uint8Array(data) } : {}),
    });
  });

const codeOf = async (bytes: Uint8Array) => {
  const result = await unpackBackup(bytes);
  return result.ok ? 'fine' : result.problems[0]?.code;
};

test('what is packed comes out again', async () => {
  expect(await unpackBackup(await packed())).toMatchObject({
    ok: true,
    value: { manifest: ABOUT, hostFiles: HOST_FILES, volumes: VOLUMES },
  });
});

test('a member that is added by the rules is taken, so what is refused below is refused for its own sake', async () => {
  expect(await codeOf(await withManifestFor('volumes/reports/more', {}))).toBe('fine');
});

test.each([
  ['../../etc/cron.d/x', {}, 'backup-name'],
  ['/etc/passwd', {}, 'backup-name'],
  ['volumes/keeper/../../x', {}, 'backup-name'],
  ['volumes/keeper/a\\..\\x', {}, 'backup-name'],
  ['volumes/turn/turnserver.conf', {}, 'backup-name'],
  ['volumes/keeper', { type: 'directory' }, 'backup-name'],
  ['volumes/reports/no-parent/x', {}, 'backup-name'],
  ['host/docker-compose.yml', {}, 'backup-name'],
  ['host/docker-compose.override.yml', { type: 'directory' }, 'backup-name'],
  ['somewhere', {}, 'backup-name'],
  ['volumes/keeper/resume-key', {}, 'backup-name'],
  ['volumes/keeper/link', { type: 'symlink', linkname: '/etc/shadow' }, 'backup-kind'],
  ['volumes/keeper/link', { type: 'link', linkname: 'volumes/keeper/resume-key' }, 'backup-kind'],
  ['volumes/keeper/pipe', { type: 'fifo' }, 'backup-kind'],
  ['volumes/keeper/disk', { type: 'block-device' }, 'backup-kind'],
] as const)('a member %s %j is refused: %s', async (name, header, code) => {
  expect(await codeOf(await withManifestFor(name, header))).toBe(code);
});

test.each<[string, Change]>([
  [
    'a member that nobody has named',
    (members) => members.push({ header: { name: 'volumes/keeper/x', size: 0 } }),
  ],
  ['a member that is missing', (members) => void members.pop()],
  [
    'a member with another content',
    (members) => {
      const member = members.find(({ header }) => header.name === 'volumes/keeper/resume-key');
      if (member?.data) member.data[0] = (member.data[0] ?? 0) ^ 1;
    },
  ],
])('%s is refused', async (_, change) => {
  expect(await codeOf(await changed(change))).toBe('backup-sum');
});

test('a member that is there twice is refused, also when both are the same', async () => {
  const twice = await changed((members) => void members.push(...members.slice(-1)));
  expect(await codeOf(twice)).toBe('backup-name');
});

test.each<[string, Change]>([
  ['no manifest', (members) => void members.shift()],
  ['a manifest that is not first', (members) => void members.reverse()],
  ['nothing at all', (members) => void members.splice(0)],
])('%s is refused', async (_, change) => {
  expect(await codeOf(await changed(change))).toBe('backup-manifest');
});

test('what grows without end when it is unpacked is refused before it has', async () => {
  const bomb = gzipSync(Buffer.alloc(100_000_000));
  expect(bomb.length).toBeLessThan(1_000_000);
  expect(await codeOf(bomb)).toBe('backup-damaged');
});

test('a backup that is cut off or changed anywhere is refused, and nothing is thrown', async () => {
  const whole = await packed();
  const undamaged = await unpackBackup(whole);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      expect(await codeOf(whole.subarray(0, at))).not.toBe('fine');
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ flip;
      // Some bits of gzip mean nothing: then it is the same backup.
      const result = await unpackBackup(damaged);
      if (result.ok) expect(result).toEqual(undamaged);
    }),
    { numRuns: 200 },
  );
});

test('bytes that are no backup are refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), async (bytes) => {
      expect(await codeOf(bytes)).toBe('backup-damaged');
      expect(await codeOf(gzipSync(bytes))).not.toBe('fine');
    }),
  );
});
