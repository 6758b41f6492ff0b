import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { checkOwnCertificate } from './own-certificate.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const DAY_MS = 86_400_000;
const NAME = 'call.example.org';

async function make(fromMs = NOW - DAY_MS, untilMs = NOW + DAY_MS): Promise<{ cert: string; key: string }> {
  const made = await generate([{ name: 'commonName', value: NAME }], {
    ...{ keyType: 'ec', curve: 'P-256', algorithm: 'sha256' },
    ...{ notBeforeDate: new Date(fromMs), notAfterDate: new Date(untilMs) },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: NAME }] }],
  });
  return { cert: made.cert, key: made.private };
}

const check = (files: Readonly<Record<string, string>>, name = NAME) =>
  checkOwnCertificate({
    ...{ files: { certFile: 'cert', keyFile: 'key' }, name, now: NOW },
    readFile(path) {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return text;
    },
  });

const codes = ({ problems }: ReturnType<typeof check>) => problems.map(({ code }) => code);

test('a good pair is served as it is', async () => {
  const { cert, key } = await make();
  const checked = check({ cert, key });
  expect(checked.problems).toEqual([]);
  expect(checked.served?.pem).toContain('BEGIN PRIVATE KEY');
  expect(checked.served?.notAfter).toBe(NOW + DAY_MS);
});

test('what cannot be served is not', async () => {
  const [one, other] = [await make(), await make()];
  const cases: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
    [{}, ['own-certificate-unreadable', 'own-certificate-unreadable']],
    [{ cert: one.cert }, ['own-certificate-unreadable']],
    [{ cert: '', key: one.key }, ['own-certificate-not-pem']],
    [{ cert: one.key, key: one.cert }, ['own-certificate-not-pem', 'own-certificate-key']],
    [{ cert: one.cert, key: other.key }, ['own-certificate-not-a-pair']],
    [
      { cert: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', key: one.key },
      ['own-certificate-not-pem'],
    ],
  ];
  for (const [files, expected] of cases) {
    const checked = check(files);
    expect(codes(checked)).toEqual(expected);
    expect(checked.served).toBeNull();
  }
});

test('what browsers would refuse is served, and said', async () => {
  const good = await make();
  const [expired, early] = [await make(NOW - 2 * DAY_MS, NOW), await make(NOW + DAY_MS / 2, NOW + DAY_MS)];
  const other = await make();
  expect(codes(check(good, 'other.example.org'))).toEqual(['own-certificate-name']);
  expect(codes(check(good, '203.0.113.10'))).toEqual(['own-certificate-name']);
  expect(codes(check({ cert: expired.cert, key: expired.key }))).toEqual(['own-certificate-expired']);
  expect(codes(check({ cert: early.cert, key: early.key }))).toEqual(['own-certificate-too-early']);
  const unordered = check({ cert: `${good.cert}\n${other.cert}`, key: good.key });
  expect(codes(unordered)).toEqual(['own-certificate-chain']);
  expect(unordered.served).not.toBeNull();
});

test('no problem holds anything of the key', async () => {
  const { cert, key } = await make();
  const text = JSON.stringify(check({ cert: key, key: cert }));
  for (const line of key.split('\n').filter((each) => each.length > 20 && !each.startsWith('--'))) {
    expect(text).not.toContain(line);
  }
});
