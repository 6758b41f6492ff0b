import { expect, test } from 'vitest';
import { parseConfig, parseTurnProbeFile, parseTurnSecretFile } from './parse-config.ts';

const SECRET = 's'.repeat(43);
const least = {
  TURN_URLS: 'turn:203.0.113.10:3478?transport=udp',
  TURN_SECRET: SECRET,
  RESUME_KEY: SECRET,
};
const noFile = (path: string): string => {
  throw new Error(`ENOENT: ${path}`);
};

function problems(env: Record<string, string>) {
  const parsed = parseConfig({ ...least, ...env }, noFile);
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.text);
}

test('the least that must be set gives the documented defaults', () => {
  const parsed = parseConfig(least, noFile);
  expect(parsed).toMatchObject({
    ok: true,
    config: {
      ...{ port: 3000, roomCapacity: 8, apiKey: null, allowedOrigins: [], logLevel: 'info', tls: null },
      ...{ domain: null, networkMode: 'auto' },
    },
  });
});

test('an empty variable counts as absent', () => {
  expect(parseConfig({ ...least, ROOM_CAPACITY: '', API_KEY: '' }, noFile)).toMatchObject({
    config: { roomCapacity: 8, apiKey: null },
  });
});

test('all problems are named at once, each with its variable', () => {
  const parsed = parseConfig({ ROOM_CAPACITY: '1', LOG_LEVEL: 'loud', TURN_URLS: 'stun:x' }, noFile);
  const named = parsed.ok ? [] : parsed.problems.map((problem) => problem.variable);
  expect(named.sort()).toEqual(['LOG_LEVEL', 'RESUME_KEY', 'ROOM_CAPACITY', 'TURN_SECRET', 'TURN_URLS']);
});

test('a problem says what was expected and what was found', () => {
  expect(problems({ ROOM_CAPACITY: '17' })).toEqual([
    'ROOM_CAPACITY: expected a whole number from 2 to 16; found "17".',
  ]);
});

test.each([
  ['ROOM_CAPACITY', ['2', '16'], ['1', '17', '8.5', '-3', '1e1', 'x', ' 8']],
  ['TURN_CREDENTIAL_TTL_SECONDS', ['60', '86400'], ['59', '86401', 'Infinity']],
  [
    'DOMAIN',
    [
      ...['call.example.org', 'example.org', 'xn--bcher-kva.example', '1and1.example', 'a.b-c.d.xn--p1ai'],
      `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(58)}.io`,
    ],
    [
      ...['https://call.example.org', 'call.example.org:443', 'call.example.org/', 'Call.example.org'],
      ...['call', 'localhost', 'a.localhost', '203.0.113.10', '0x7f.0x1', '127.1', '[::1]', '::1'],
      ...['bücher.example', '*.example.org', 'a_b.example.org', '-a.example', 'a-.example', 'a..example'],
      ...['call.example.org.', '.example.org', 'a b.example', 'a.example\n', `${'a'.repeat(64)}.example`],
      `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(59)}.io`,
    ],
  ],
  ['NETWORK_MODE', ['auto', 'public', 'lan'], ['LAN', 'private', 'on']],
  ['PUBLIC_IP', ['203.0.113.10'], ['203.0.113', '::1', '0x7f.1', 'call.example.org']],
  [
    'ALLOWED_ORIGINS',
    ['https://a.example, http://b.example:8080'],
    ['*', 'a.example', 'https://a.example/', 'null'],
  ],
  [
    'TRUSTED_PROXIES',
    ['192.0.2.1, 10.0.0.0/8, 2001:db8::/32', 'own-networks', 'fd00::1/128'],
    [
      ...['0.0.0.0/0', '::/0', '10.0.0.0/33', '2001:db8::/129', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/0x8'],
      ...['proxy.example.org', '10.0.0', 'all', 'own_networks', '192.0.2.1:80'],
    ],
  ],
  [
    'TURN_PROBE',
    [
      ...['turn:3478', '203.0.113.10:1', '[2001:db8::1]:65535', 'my_turn-1.example.org:3478'],
      'turn:a.example:3478?transport=udp@turn:3478,turns:[2001:db8::1]:443@[::1]:8443',
    ],
    [
      ...['turn:a.example@', '@turn:3478', 'http://a.example@turn:3478', 'turn:a@b@turn:3478'],
      ...['turn', ':3478', 'turn:0', 'turn:65536', 'turn:3478/udp', '203.0.113:3478', '[turn]:3478'],
      ...['turn:turn:3478', '2001:db8::1:3478', 'turn :3478'],
    ],
  ],
  ['PORT', ['0', '65535'], ['65536', '-1', '80a']],
  ['METRICS_PORT', ['', '0', '65535'], ['65536', '-1', 'on']],
  [
    'CREATE_PASSWORD',
    ['8 signs.', '密码密码密码密码', 'p'.repeat(256)],
    ['7 signs', 'p'.repeat(257), ' 8 signs'],
  ],
  ['API_KEY', ['k'.repeat(24)], ['k'.repeat(23), 'with a space inside of it, long']],
  [
    'TURN_URLS',
    ['turn:[2001:db8::1]:3478,turns:call.example.org:443?transport=tcp'],
    [
      ...['http://x', 'turn:', 'turn:a b', 'turn:x?transport=sctp', ',', 'turn:.:3478'],
      ...['turn:203.0.113.10:65536', 'turn:203.0.113.300:3478', 'turn:[::::]:3478', 'turn:203.0.113:3478'],
    ],
  ],
])('%s takes %j and refuses %j', (name, good, bad) => {
  for (const text of good) expect(problems({ [name]: text })).toEqual([]);
  for (const text of bad) expect(problems({ [name]: text })).toHaveLength(1);
});

test('a secret may stand in a file, whose last line end does not count', () => {
  const { TURN_SECRET: _, ...rest } = least;
  const parsed = parseConfig({ ...rest, TURN_SECRET_FILE: '/run/turn-secret' }, () => `${SECRET}\n`);
  expect(parsed).toMatchObject({
    ok: true,
    config: { turn: { secret: SECRET, secretFile: '/run/turn-secret' } },
  });
  expect(parseConfig(least, noFile)).toMatchObject({ config: { turn: { secretFile: null } } });
});

test('the file of the TURN secret is held to the same rule when it is read again', () => {
  expect(parseTurnSecretFile(`${SECRET}\n`)).toBe(SECRET);
  for (const unfit of ['', '\n', SECRET.slice(0, 31), `${SECRET} ${SECRET}`]) {
    expect(parseTurnSecretFile(unfit)).toBeNull();
  }
});

test('a file that cannot be read and a secret given twice are problems', () => {
  expect(problems({ TURN_SECRET: '', TURN_SECRET_FILE: '/gone' })[0]).toMatch(/^TURN_SECRET_FILE: .*ENOENT/);
  expect(problems({ TURN_SECRET_FILE: '/x' })[0]).toMatch(/not both/);
  const parsed = parseConfig({ ...least, API_KEY_FILE: '/empty' }, () => '\n');
  expect(parsed).toMatchObject({ problems: [{ text: expect.stringContaining('the file is empty') }] });
});

test('no message contains a secret', () => {
  const texts = problems({
    TURN_SECRET: 'hunter2-hunter2',
    API_KEY: 'hunter2',
    CREATE_PASSWORD: 'hunter2',
    RESUME_KEY: 'hunter2 x',
  });
  expect(texts).toHaveLength(4);
  expect(texts.join('\n')).not.toContain('hunter2');
});

test('a health file that nothing would write is a problem', () => {
  expect(problems({ TURN_HEALTH_FILE: '/run/turn-works' })[0]).toMatch(/^TURN_PROBE: /);
  expect(problems({ TURN_HEALTH_FILE: '/run/turn-works', TURN_PROBE: 'turn:3478' })).toEqual([]);
});

test('the probe goes to host and port, for one URL or for all', () => {
  const places = (text: string) => {
    const parsed = parseConfig({ ...least, TURN_PROBE: text }, noFile);
    return parsed.ok && parsed.config.turn.probePlaces;
  };
  expect(places('')).toEqual([]);
  expect(places('turn:3478')).toEqual([{ url: null, host: 'turn', port: 3478 }]);
  expect(places('turns:a.example:443?transport=tcp@edge:8443, [2001:db8::1]:3478')).toEqual([
    { url: 'turns:a.example:443?transport=tcp', host: 'edge', port: 8443 },
    { url: null, host: '2001:db8::1', port: 3478 },
  ]);
});

test('the file of the places is held to the same rule when it is read again', () => {
  expect(parseTurnProbeFile('turn:3478\n')).toEqual([{ url: null, host: 'turn', port: 3478 }]);
  expect(parseTurnProbeFile('turn:3478,http://x@turn:3478')).toBeNull();
});

test('a certificate without its key is a problem', () => {
  expect(problems({ TLS_CERT_FILE: '/cert.pem' })[0]).toMatch(/^TLS_KEY_FILE: /);
});
