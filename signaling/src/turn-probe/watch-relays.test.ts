import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RelayFault } from '#diagnosis';
import { createTestClock } from '../core/testing/test-clock.ts';
import { createHealthFile, type HealthFile } from './health-file.ts';
import { watchRelays } from './watch-relays.ts';

const OK = 'ok';
const UDP = 'turn:call.example.org:3478?transport=udp';
const UDP443 = 'turn:call.example.org:443?transport=udp';
const TLS = 'turns:call.example.org:443?transport=tcp';

type State = 'ok' | RelayFault | Error;

/** A relay whose ways are in states that the test decides, watched. */
async function setUpWays(ways: Record<string, State>, healthFile?: HealthFile) {
  const clock = createTestClock();
  const logged: { level: string; data: object }[] = [];
  const at = (level: string) => (data: object) => void logged.push({ level, data });
  const log = { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
  const file: string[] = [];
  const recording = { path: '/f', write: (time: string) => file.push(time), remove: () => file.push('-') };
  const probed: string[] = [];
  const urls = { all: Object.keys(ways), probed: Object.keys(ways) };
  const watches = watchRelays({
    urls: () => urls.all,
    targetOf: (url) =>
      urls.probed.includes(url) ? { url, host: 'turn', port: 3478, transport: 'udp' } : null,
    createProbe:
      ({ url }) =>
      async () => {
        probed.push(url);
        const state = ways[url];
        if (state instanceof Error) throw state;
        return state === OK
          ? ({ ok: true, roundTripMs: 3 } as const)
          : ({ ok: false, fault: state ?? 'other' } as const);
      },
    ...{ healthFile: healthFile ?? recording, clock, log },
  });
  /** The outcome of a probe comes a few promises later. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  await settle();
  const pass = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed++) {
      clock.advance(1_000);
      await settle();
    }
  };
  const handedOut = () => watches.urlsToHandOut();
  return { watches, ways, urls, probed, handedOut, pass, settle, clock, file, taken: () => logged.splice(0) };
}

/** With one way. */
async function setUp(first: State, healthFile?: HealthFile) {
  const { watches: watch, ways, probed, ...rest } = await setUpWays({ [UDP]: first }, healthFile);
  const relay = {
    set state(state: State) {
      ways[UDP] = state;
    },
    get probes() {
      return probed.length;
    },
  };
  return { watch, relay, ...rest };
}

test('a relay that works is said to once, and probed every 15 s', async () => {
  const { watch, relay, pass, taken } = await setUp(OK);
  expect(watch.status()).toBe('ok');
  await pass(60);
  expect(relay.probes).toBe(1 + 60 / 15);
  expect(taken()).toEqual([{ level: 'info', data: { way: '3478/udp', roundTripMs: 3 } }]);
});

test('while it does not work it is probed each second, and at the start nobody is alarmed for 20 s', async () => {
  const { watch, relay, pass, taken } = await setUp('timeout');
  expect(watch.status()).toBe('timeout');
  await pass(19);
  expect(relay.probes).toBe(20);
  expect(taken()).toEqual([]);
  await pass(10);
  expect(taken()).toMatchObject([{ level: 'error', data: { way: '3478/udp', code: 'timeout' } }]);
  relay.state = OK;
  await pass(1);
  expect(watch.status()).toBe('ok');
  expect(taken()).toMatchObject([{ level: 'info' }]);
});

test('whoever asks how it is now gets it from one probe for all, and probing goes on as before', async () => {
  const { watch, relay, pass } = await setUp(OK);
  await pass(3);
  relay.state = 'quota';
  expect(watch.status()).toBe('ok');
  expect(await Promise.all([watch.freshStatus(), watch.freshStatus()])).toEqual(['quota', 'quota']);
  expect(await watch.freshStatus()).toBe('quota');
  expect(relay.probes).toBe(2);
  relay.state = OK;
  await pass(1);
  expect(relay.probes).toBe(3);
  await pass(3);
  watch.stop();
  expect(await watch.freshStatus()).toBe('ok');
  expect(relay.probes).toBe(3);
});

test('whoever asks does not wait longer than a page may', async () => {
  let probes = 0;
  const clock = createTestClock();
  const quiet = () => undefined;
  const watch = watchRelays({
    ...{ healthFile: null, clock, log: { error: quiet, warn: quiet, info: quiet, debug: quiet } },
    urls: () => [UDP],
    targetOf: (url) => ({ url, host: 'turn', port: 3478, transport: 'udp' }),
    createProbe: () => () =>
      probes++ === 0 ? Promise.resolve({ ok: true, roundTripMs: 3 }) : new Promise(() => undefined),
  });
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(2_000);
  const asked = watch.freshStatus();
  clock.advance(3_000);
  expect(await asked).toBe('ok');
  expect(probes).toBe(2);
});

test('one probe that fails is an accident: it changes the status, and neither the log nor what is handed out', async () => {
  const { watches, ways, handedOut, pass, taken } = await setUpWays({ [UDP]: OK, [TLS]: OK });
  taken();
  ways[TLS] = 'timeout';
  await pass(15);
  expect(watches.relays()).toMatchObject([{ status: 'ok' }, { status: 'timeout', isHandedOut: true }]);
  ways[TLS] = OK;
  await pass(30);
  expect(taken()).toEqual([]);
  expect(handedOut()).toEqual([UDP, TLS]);
});

test('a way that fails twice in a row is not handed out until it has worked once', async () => {
  const { watches, ways, handedOut, pass, clock } = await setUpWays({ [UDP]: OK, [UDP443]: OK, [TLS]: OK });
  ways[TLS] = 'certificate';
  await pass(16);
  expect(handedOut()).toEqual([UDP, UDP443]);
  expect(watches.status()).toBe('ok');
  const probedAt = new Date(clock.now()).toISOString();
  expect(watches.relays()[2]).toEqual({
    ...{ url: TLS, status: 'certificate', roundTripMs: null, probedAt, isHandedOut: false },
  });
  ways[TLS] = OK;
  await pass(1);
  expect(handedOut()).toEqual([UDP, UDP443, TLS]);
  expect(watches.relays()[2]).toMatchObject({ status: 'ok', roundTripMs: 3, isHandedOut: true });
});

test('when no way works all are handed out, and the first says why', async () => {
  const { watches, ways, handedOut, pass } = await setUpWays({ [UDP]: OK, [TLS]: OK });
  ways[UDP] = 'name';
  ways[TLS] = 'timeout';
  await pass(60);
  expect(handedOut()).toEqual([UDP, TLS]);
  expect(watches.status()).toBe('name');
});

test('what failed while nothing worked is probed at once when something does, and counts from there', async () => {
  const { ways, handedOut, pass, probed } = await setUpWays({ [UDP]: 'timeout', [TLS]: 'timeout' });
  await pass(60);
  ways[UDP] = OK;
  await pass(1);
  expect(handedOut()).toEqual([UDP, TLS]);
  await pass(2);
  expect(handedOut()).toEqual([UDP]);
  probed.length = 0;
  await pass(10);
  expect(probed.filter((url) => url === TLS)).toHaveLength(10);
});

test('when one way ceases to work the others are probed at once', async () => {
  const { ways, watches, pass } = await setUpWays({ [UDP]: OK, [TLS]: 'timeout' });
  const statuses = () => watches.relays().map(({ status }) => status);
  await pass(5);
  ways[TLS] = OK;
  await pass(1);
  expect(statuses()).toEqual(['ok', 'ok']);
  ways[UDP] = 'timeout';
  ways[TLS] = 'timeout';
  // It is the turn of the first; that of the second would be six seconds later.
  await pass(9);
  expect(statuses()).toEqual(['timeout', 'timeout']);
});

test('other URLs are followed, those that are not probed are handed out, and what is gone is left alone', async () => {
  const { watches, ways, urls, handedOut, pass, probed } = await setUpWays({ [UDP]: OK, [TLS]: OK });
  ways[UDP443] = OK;
  urls.all = [UDP443, TLS];
  urls.probed = [UDP443];
  expect(handedOut()).toEqual([UDP443, TLS]);
  await pass(1);
  expect(watches.relays()).toMatchObject([
    { url: UDP443, status: 'ok' },
    { url: TLS, status: 'unknown', roundTripMs: null, probedAt: null, isHandedOut: true },
  ]);
  probed.length = 0;
  await pass(60);
  expect(new Set(probed)).toEqual(new Set([UDP443]));
});

test('each change is logged once, with its code and a way out', async () => {
  const { watch, relay, pass, taken } = await setUp(OK);
  taken();
  relay.state = 'unauthorized';
  await pass(45);
  expect(watch.status()).toBe('unauthorized');
  expect(taken()).toEqual([
    {
      level: 'error',
      data: { way: '3478/udp', code: 'unauthorized', text: expect.stringContaining('TURN_SECRET') },
    },
  ]);
  relay.state = 'name';
  await pass(30);
  expect(taken()).toMatchObject([{ level: 'error', data: { code: 'name' } }]);
  relay.state = OK;
  await pass(30);
  expect(taken()).toMatchObject([{ level: 'info' }]);
});

test('the health file gets the time of each success and goes at each failure', async () => {
  const { relay, pass, file } = await setUp('timeout');
  relay.state = OK;
  await pass(16);
  relay.state = 'no-bytes';
  await pass(16);
  expect(file).toEqual(['-', '2027-01-15T08:00:01.000Z', '2027-01-15T08:00:16.000Z', '-', '-']);
});

test('a probe that throws is our mistake, and the next one is made all the same', async () => {
  const { watch, relay, pass, taken } = await setUp(new Error('a mistake'));
  expect(watch.status()).toBe('other');
  expect(taken()).toMatchObject([{ level: 'error', data: { err: new Error('a mistake') } }]);
  relay.state = OK;
  await pass(1);
  expect(watch.status()).toBe('ok');
});

test('a health file that cannot be written is one error and stops nothing', async () => {
  const broken = (): never => {
    throw new Error('ENOSPC');
  };
  const { relay, pass, taken } = await setUp(OK, { path: '/f', write: broken, remove: broken });
  await pass(60);
  expect(relay.probes).toBe(5);
  expect(taken().filter(({ level }) => level === 'error')).toMatchObject([{ data: { file: '/f' } }]);
});

test('after the stop nothing is probed, logged or written, not even what was under way', async () => {
  const { watch, relay, clock, settle, file, taken } = await setUp(OK);
  taken();
  file.length = 0;
  relay.state = 'timeout';
  clock.advance(15_000);
  watch.stop();
  await settle();
  clock.advance(60_000);
  await settle();
  expect(relay.probes).toBe(2);
  expect([...taken(), ...file]).toEqual([]);
});

test('a watch that is stopped between two probes makes no further one', async () => {
  const { watch, relay, pass } = await setUp(OK);
  watch.stop();
  await pass(60);
  expect(relay.probes).toBe(1);
});

test('the health file is whole or not there', () => {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-health-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'relay-works');
  const file = createHealthFile(path);
  file.remove();
  file.write('2027-01-15T08:00:00.000Z');
  file.write('2027-01-15T08:00:15.000Z');
  expect(readFileSync(path, 'utf8')).toBe('2027-01-15T08:00:15.000Z');
  expect(readdirSync(directory)).toEqual(['relay-works']);
  file.remove();
  expect(existsSync(path)).toBe(false);
});
