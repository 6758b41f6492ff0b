import { beforeEach, describe, expect, it } from 'vitest';
import { type Observation, observation as observationSchema, type TurnObservation } from '#diagnosis';
import type { CheckupAnswer, CheckupRequest } from '#protocol';
import { settle } from '../rtc/testing/virtual-clock.ts';
import type { Answer } from './checkup-server.ts';
import { type CheckupPorts, createCheckup, type TurnServer } from './create-checkup.ts';
import type { CheckupRefusal } from './view.ts';

const TOKEN = 'guest-token-of-22-char';
const UDP = 'turn:turn.example.org:3478?transport=udp';
const TLS = 'turns:turn.example.org:443?transport=tcp';
const GRANT: CheckupAnswer = {
  ok: true,
  iceServers: [
    { urls: ['stun:turn.example.org', UDP], username: 'name', credential: 'secret' },
    { urls: [TLS], username: 'other', credential: 'other secret' },
  ],
  ttlSeconds: 60,
  expiresAt: '2026-11-21T00:00:00Z',
  server: { relay: 'ok', certificateExpiresAt: null },
};
const given = (grant: CheckupAnswer = GRANT): Answer<CheckupAnswer> => ({ ok: true, value: grant });
const refused = (code: CheckupRefusal): Answer<never> => ({ ok: false, code });
const relayed = (url: string): TurnObservation => ({
  url,
  family: null,
  allocation: { outcome: 'allocated', afterMs: 30 },
  relayed: { sent: 20, received: 20, roundTripMs: 40, bitsPerSecond: 9_000_000 },
});

let asked: CheckupRequest[];
let probed: TurnServer[];
let delivered: { token: string; observation: Observation; browser: string }[];
let signals: AbortSignal[];

beforeEach(() => {
  asked = [];
  probed = [];
  delivered = [];
  signals = [];
});

interface World extends Partial<Omit<CheckupPorts, 'server'>> {
  readonly answers?: readonly Answer<CheckupAnswer>[];
  readonly deliveries?: readonly Answer<null>[];
  readonly isAlive?: boolean;
}

function create({ answers = [given()], deliveries = [], isAlive = true, ...more }: World = {}) {
  const answersLeft = [...answers];
  const deliveriesLeft = [...deliveries];
  return createCheckup({
    hash: '',
    browser: async () => 'firefox',
    openWebSocket: async () => 'open',
    probeNetwork: async () => ({ reflexive: true, natMapping: 'same-for-all-ports' }),
    async probeTurnUrl(server, signal) {
      probed.push(server);
      signals.push(signal);
      return relayed(server.url);
    },
    server: {
      isAlive: async () => isAlive,
      async requestCredentials(request) {
        asked.push(request);
        return answersLeft.shift() ?? given();
      },
      async deliver(token, result) {
        delivered.push({ token, ...result });
        return deliveriesLeft.shift() ?? { ok: true, value: null };
      },
    },
    report(error) {
      throw error;
    },
    ...more,
  });
}

async function look(world: World = {}) {
  const checkup = create(world);
  checkup.start();
  await settle();
  return checkup;
}

describe('an observation', () => {
  it('holds what each part has found, and what the server says of itself', async () => {
    const checkup = await look();
    expect(checkup.phase.value).toBe('done');
    const expected: Observation = {
      page: 'answers',
      webSocket: 'open',
      credentialsRefused: null,
      turn: [relayed(UDP), relayed(TLS)],
      reflexive: true,
      natMapping: 'same-for-all-ports',
      server: { relay: 'ok', certificateExpiresAt: null },
    };
    expect(checkup.observation.value).toEqual(expected);
    expect(observationSchema.parse(checkup.observation.value)).toEqual(expected);
    expect(asked).toEqual([{}]);
    expect(delivered).toEqual([]);
  });

  it('is made of every TURN URL with its own credentials, and of nothing else', async () => {
    await look();
    expect(probed).toEqual([
      { url: UDP, username: 'name', credential: 'secret' },
      { url: TLS, username: 'other', credential: 'other secret' },
    ]);
  });

  it('is bounded, and without what is no TURN URL, whatever the server hands out', async () => {
    const urls = Array.from({ length: 8 }, (_, port) => `turn:turn.example.org:${port}`);
    const hostile = { urls: ['turn:name@turn.example.org', 'stun:x'], username: '', credential: '' };
    const servers = Array.from({ length: 4 }, () => ({ urls, username: '', credential: '' }));
    const checkup = await look({ answers: [given({ ...GRANT, iceServers: [hostile, ...servers] })] });
    expect(probed).toHaveLength(24);
    expect(probed.map(({ url }) => url)).not.toContain('turn:name@turn.example.org');
    expect(observationSchema.safeParse(checkup.observation.value).success).toBe(true);
  });

  it.each([
    ['no-bytes', 'no-bytes'],
    ['a word of a newer server', 'unknown'],
  ])('takes %s of the server as %s', async (relay, expected) => {
    const server = { relay, certificateExpiresAt: '2027-01-01T00:00:00Z' };
    const checkup = await look({ answers: [given({ ...GRANT, server })] });
    expect(checkup.observation.value?.server).toEqual({ ...server, relay: expected });
  });

  it('tells of a refusal, and then of the rest', async () => {
    const checkup = await look({ answers: [refused('rate-limited')], isAlive: false });
    expect(checkup.observation.value).toEqual({
      page: 'silent',
      webSocket: 'open',
      credentialsRefused: 'rate-limited',
      turn: [],
      reflexive: null,
      natMapping: 'unknown',
      server: null,
    });
  });
});

describe('a relay with addresses of both families', () => {
  it('is tried over each, under the URL that was handed out', async () => {
    const checkup = await look({
      answers: [given({ ...GRANT, relayAddresses: ['203.0.113.1', '2001:db8::1'] })],
    });
    expect(probed.map(({ url }) => url)).toEqual([
      'turn:203.0.113.1:3478?transport=udp',
      'turn:[2001:db8::1]:3478?transport=udp',
      TLS,
    ]);
    expect(checkup.observation.value?.turn.map(({ url, family }) => [url, family])).toEqual([
      [UDP, 'ipv4'],
      [UDP, 'ipv6'],
      [TLS, null],
    ]);
    expect(checkup.steps.value.filter(({ name }) => name === 'turn')).toHaveLength(2);
  });
});

describe('its progress', () => {
  it('shows each part from its beginning, and when it is done', async () => {
    let answer: (value: TurnObservation) => void = () => undefined;
    const slow = new Promise<TurnObservation>((resolve) => {
      answer = resolve;
    });
    const checkup = await look({
      probeTurnUrl: ({ url }) => (url === TLS ? slow : Promise.resolve(relayed(url))),
    });
    expect(checkup.phase.value).toBe('running');
    expect(checkup.steps.value.map(({ name, url, isDone }) => [name, url, isDone])).toEqual([
      ['page', null, true],
      ['webSocket', null, true],
      ['credentials', null, true],
      ['network', null, true],
      ['turn', UDP, true],
      ['turn', TLS, false],
    ]);
    expect(checkup.observation.value).toBeNull();
    answer(relayed(TLS));
    await settle();
    expect(checkup.steps.value.every(({ isDone }) => isDone)).toBe(true);
    expect(checkup.phase.value).toBe('done');
  });

  it('begins anew with every look, and what an older one finds is let go', async () => {
    const waiting: ((value: TurnObservation) => void)[] = [];
    const checkup = await look({
      probeTurnUrl: (_, signal) => {
        signals.push(signal);
        return new Promise((resolve) => void waiting.push(resolve));
      },
    });
    checkup.start();
    await settle();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false, false]);
    for (const resolve of waiting.slice(0, 2)) resolve({ ...relayed(UDP), family: 'ipv6' });
    await settle();
    expect(checkup.observation.value).toBeNull();
    for (const resolve of waiting.slice(2)) resolve({ ...relayed(UDP), family: 'ipv4' });
    await settle();
    expect(checkup.observation.value?.turn.map(({ family }) => family)).toEqual(['ipv4', 'ipv4']);
  });

  it('ends with the page', async () => {
    const checkup = await look({
      probeTurnUrl: (_, signal) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    checkup.close();
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });
});

describe('the password', () => {
  it('is asked for until it is right, and then the look goes on', async () => {
    const checkup = await look({ answers: [refused('password-needed'), refused('wrong-password')] });
    expect([checkup.phase.value, checkup.passwordProblem.value]).toEqual(['password', 'password-needed']);
    checkup.submitPassword();
    await settle();
    expect(asked).toEqual([{}]);
    checkup.password.value = 'wrong';
    checkup.submitPassword();
    await settle();
    expect([checkup.phase.value, checkup.passwordProblem.value]).toEqual(['password', 'wrong-password']);
    expect(checkup.password.value).toBe('');
    checkup.password.value = 'right';
    checkup.submitPassword();
    await settle();
    expect(checkup.phase.value).toBe('done');
    expect(asked).toEqual([{}, { password: 'wrong' }, { password: 'right' }]);
    checkup.start();
    await settle();
    expect(asked.at(-1)).toEqual({ password: 'right' });
  });

  it('can be left out', async () => {
    const checkup = await look({ answers: [refused('password-needed')] });
    checkup.goWithoutPassword();
    await settle();
    expect(checkup.observation.value).toMatchObject({ credentialsRefused: 'password-needed', turn: [] });
  });

  it('is not asked of a guest', async () => {
    const checkup = await look({ hash: `#${TOKEN}`, answers: [refused('password-needed')] });
    expect(checkup.observation.value?.credentialsRefused).toBe('password-needed');
  });
});

describe('a guest', () => {
  it('is one by a whole token alone', () => {
    expect(create({ hash: '' }).guest).toBe('none');
    expect(create({ hash: '#' }).guest).toBe('none');
    expect(create({ hash: `#${TOKEN}` }).guest).toBe('invited');
    for (const hash of [`#${TOKEN.slice(1)}`, `#${TOKEN}x`, `#${TOKEN.slice(1)}/`, `#../../api/${TOKEN}`])
      expect(create({ hash }).guest).toBe('broken');
  });

  it('starts nothing until they want it', async () => {
    const checkup = create({ hash: `#${TOKEN}` });
    await settle();
    expect(checkup.phase.value).toBe('ready');
    expect(asked).toEqual([]);
  });

  it('shows the token in place of a password, and the result is delivered once', async () => {
    const checkup = await look({ hash: `#${TOKEN}` });
    expect(asked).toEqual([{ guest: TOKEN }]);
    expect(checkup.delivery.value).toBe('delivered');
    expect(delivered).toEqual([{ token: TOKEN, observation: checkup.observation.value, browser: 'firefox' }]);
  });

  it('is told why it was not, and may send it again', async () => {
    const checkup = await look({
      hash: `#${TOKEN}`,
      deliveries: [refused('unreachable'), refused('expired')],
    });
    expect(checkup.delivery.value).toBe('unreachable');
    checkup.deliver();
    expect(checkup.delivery.value).toBe('sending');
    checkup.deliver();
    await settle();
    expect(checkup.delivery.value).toBe('expired');
    expect(delivered).toHaveLength(2);
  });

  it('delivers nothing by a broken link', async () => {
    const checkup = await look({ hash: '#half-a-token' });
    checkup.deliver();
    await settle();
    expect([delivered, asked]).toEqual([[], [{}]]);
  });
});
