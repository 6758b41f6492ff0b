import { expect, test } from 'vitest';
import { textsEn } from '#diagnosis';
import { answeringService } from '../lib/testing/answering-service.ts';
import { operatorCommands } from './operator.ts';

function operator(answers: Readonly<Record<string, unknown>>) {
  const { service: asked, write, written } = answeringService(answers);
  return { commands: operatorCommands({ write }, asked), written };
}

const credentials = {
  iceServers: [{ urls: ['turn:a:3478?transport=udp', 'turns:a:443'], username: '1:x', credential: 'p' }],
  ...{ ttlSeconds: 3_600, expiresAt: '2030-01-01T00:00:00.000Z', ok: true },
};

const LOOKED_AT = '2030-01-01T00:00:00.000Z';
const MADE_AT = '2029-12-31T12:00:00.000Z';
const GOOD_UNTIL = '2030-01-01T12:00:00.000Z';

const observation = {
  ...{ page: 'answers', webSocket: 'open', credentialsRefused: null, reflexive: false },
  turn: [
    {
      ...{ url: 'turn:a:3478', family: null, allocation: { outcome: 'refused', code: 486 } },
      relayed: null,
    },
  ],
  ...{ natMapping: 'unknown', server: null },
};

const report = {
  ...{ version: 1, reason: 'person', afterMs: 31_000, build: null },
  browser: { family: 'firefox', majorVersion: 153 },
  ...{ verdict: 'never-connected', cause: 'relay-silent', dropped: 2 },
  timeline: [{ atMs: 30_000, peer: 1, status: 'recovering', step: 'rebuild', path: null }],
  candidates: [{ type: 'host', protocol: 'udp', count: 2 }],
  ...{ candidateErrors: [{ server: 'turn-udp', code: 701, count: 3 }], pairs: [] },
  comment: 'no sound\u001b[2J \u202eevil',
};

test('credentials are shown so that they can be pasted', async () => {
  const { commands, written } = operator({ credentials });
  expect([await commands.credentials({ json: false }), written().split('\n')]).toEqual([
    0,
    [
      'URL       turn:a:3478?transport=udp',
      '          turns:a:443',
      'username  1:x',
      'password  p',
      'until     2030-01-01T00:00:00.000Z',
      '',
    ],
  ]);
});

test('a guest link leads to the page of this server', async () => {
  const made = { ok: true, token: 't', path: '/test#t', expiresAt: '2030-01-01T00:00:00.000Z' };
  const { commands, written } = operator({ 'guest aunt Ann': made, guest: made });
  expect(await commands.guest('aunt Ann', { json: false })).toBe(0);
  expect(written().split('\n')[0]).toBe('https://call.example.org:8443/test#t');
  expect(await commands.guest('', { json: false })).toBe(0);
});

test('what came of guest links is told with what it means and what to do', async () => {
  const times = { createdAt: MADE_AT, expiresAt: GOOD_UNTIL };
  const tests = [
    { label: null, ...times, result: null },
    { label: 'Ann', ...times, result: { receivedAt: LOOKED_AT, browser: 'firefox', observation } },
  ];
  const { commands, written } = operator({ guests: { ok: true, tests } });
  expect(await commands.guests({ json: false })).toBe(0);
  expect(written().trim().split('\n')).toEqual([
    `${MADE_AT}  no label`,
    `  nobody has used it; good until ${GOOD_UNTIL}`,
    `${MADE_AT}  Ann`,
    `  ${LOOKED_AT}  firefox`,
    `  ${textsEn.outcomes.fails} ${textsEn.causes['relay-quota'].sentence}`,
    expect.stringMatching(/^ {2}✓ /),
    expect.stringMatching(/^ {2}✓ /),
    expect.stringMatching(/^ {2}✓ /),
    '  ✗ UDP, port 3478: gives no further address (486)',
    expect.stringMatching(/^ {2}✓ /),
    expect.stringMatching(/^ {2}\? /),
    `  → ${textsEn.causes['relay-quota'].operator}`,
  ]);
});

test('a report is told for people, and nothing in it reaches the terminal as a command', async () => {
  const { commands, written } = operator({
    reports: { ok: true, reports: [{ receivedAt: LOOKED_AT, report }] },
  });
  expect(await commands.reports({ json: false })).toBe(0);
  expect(written().trim().split('\n')).toEqual([
    `${LOOKED_AT}  never-connected: relay-silent  (firefox 153, build unknown, sent by a person)`,
    '  comment     "no sound\\u001b[2J ·evil"',
    '  2 earlier changes are left out',
    '      30.0 s  person 1  recovering, rebuild',
    '  candidates  host/udp 2',
    '  errors      turn-udp 701 ×3',
  ]);
});

test('for programs it is JSON, the same to them and harmless to a terminal', async () => {
  const { commands, written } = operator({
    reports: { ok: true, reports: [{ receivedAt: LOOKED_AT, report }] },
  });
  expect(await commands.reports({ json: true })).toBe(0);
  expect(JSON.parse(written())).toEqual({ reports: [{ receivedAt: LOOKED_AT, report }] });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  expect(written()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('nothing yet is said so', async () => {
  const { commands, written } = operator({
    reports: { ok: true, reports: [] },
    guests: { ok: true, tests: [] },
  });
  await commands.reports({ json: false });
  await commands.guests({ json: false });
  expect(written()).toBe('no reports\nno guest links\n');
});

test.each([
  ['a refusal', {}, '✗ the service refuses. Try again.\n'],
  [
    'an answer of another version',
    { reports: { ok: true, reports: [{ text: 'new' }] } },
    '✗ expected an answer',
  ],
])('%s is told with what to do, and fails', async (_, answers, line) => {
  const { commands, written } = operator(answers);
  expect(await commands.reports({ json: false })).toBe(1);
  expect(written()).toContain(line);
});
