import { beforeEach, describe, expect, it } from 'vitest';
import type { TurnObservation } from '#diagnosis';
import { VirtualClock } from '../rtc/testing/virtual-clock.ts';
import { ALLOCATION_LIMIT_MS } from './allocate.ts';
import { CONNECT_LIMIT_MS } from './connection-pair.ts';
import { createTurnstile } from './create-turnstile.ts';
import { ECHO_COUNT } from './measure-echo.ts';
import { THROUGHPUT_LIMIT_BYTES, THROUGHPUT_LIMIT_MS } from './measure-throughput.ts';
import { probeTurnUrl } from './probe-turn-url.ts';
import { type FakeServer, FakeTurn, GOOD, RELAY } from './testing/fake-turn.ts';

const URL = 'turn:turn.example.org:3478?transport=udp';
const LONG_ENOUGH_MS = 60_000;

let clock: VirtualClock;
let controller: AbortController;
let reported: unknown[];

beforeEach(() => {
  clock = new VirtualClock();
  controller = new AbortController();
  reported = [];
});

function begin(server: FakeServer, { url = URL, inTurn = createTurnstile() } = {}) {
  const turn = new FakeTurn(clock, { [url]: server });
  const result = probeTurnUrl({
    ...{ url, clock, inTurn, signal: controller.signal, createPeerConnection: turn.createPeerConnection },
    iceServer: { username: 'name', credential: 'password' },
    report: (error) => reported.push(error),
  });
  return { turn, result };
}

async function probe(server: FakeServer, url = URL): Promise<TurnObservation> {
  const { turn, result } = begin(server, { url });
  await clock.advance(LONG_ENOUGH_MS);
  const observed = await result;
  expect(turn.isAllClosed).toBe(true);
  expect(clock.pending).toBe(0);
  expect(reported).toEqual([]);
  return observed;
}

describe('the allocation', () => {
  it('is timed, and asked for by this URL alone, as a relay alone', async () => {
    const { turn, result } = begin(GOOD);
    await clock.advance(LONG_ENOUGH_MS);
    expect(await result).toMatchObject({ url: URL, allocation: { outcome: 'allocated', afterMs: 30 } });
    const servers = [{ urls: [URL], username: 'name', credential: 'password' }];
    expect(turn.connections.map(({ configuration }) => configuration)).toEqual([
      { iceServers: servers, iceTransportPolicy: 'relay' },
      { iceServers: servers, iceTransportPolicy: 'relay' },
    ]);
  });

  it('is refused by an error response, when no other address of this machine gets one', async () => {
    const gathered = [{ afterMs: 20, error: { errorCode: 401 } }];
    expect(await probe({ gathered })).toMatchObject({
      allocation: { outcome: 'refused', code: 401 },
      relayed: null,
    });
    const other = [...gathered, { afterMs: 900, candidate: RELAY }];
    expect(await probe({ gathered: other })).toMatchObject({ allocation: { outcome: 'allocated' } });
  });

  it('is told as refused at once when nothing else is gathered', async () => {
    const { result } = begin({
      gathered: [
        { afterMs: 20, error: { errorCode: 486 } },
        { afterMs: 25, candidate: null },
      ],
    });
    await clock.advance(30);
    expect((await result).allocation).toEqual({ outcome: 'refused', code: 486 });
    expect(clock.pending).toBe(0);
  });

  it.each<[string, FakeServer['gathered']]>([
    ['says nothing', []],
    ['is given up by the browser', [{ afterMs: 9_500, error: { errorCode: 701 } }]],
    ['ends without a word', [{ afterMs: 5, candidate: null }]],
    ['answers with nonsense', [{ afterMs: 5, error: { errorCode: Number.NaN } }]],
    [
      'gives an address that is no relay',
      [{ afterMs: 5, candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host' }],
    ],
  ])('has no answer from a server that %s', async (_, gathered) => {
    const { result } = begin({ gathered });
    await clock.advance(ALLOCATION_LIMIT_MS);
    expect(await result).toMatchObject({ allocation: { outcome: 'no-answer' }, relayed: null });
  });

  it('is not said to be refused by a server of which only the browser complains', async () => {
    const gathered = [
      { afterMs: 5, error: { errorCode: 701 } },
      { afterMs: 50, candidate: RELAY },
    ];
    expect((await probe({ gathered })).allocation).toEqual({ outcome: 'allocated', afterMs: 50 });
  });

  it('stays unfinished where the browser takes no such server', async () => {
    const turn = new FakeTurn(clock, {});
    const observed = await probeTurnUrl({
      ...{ url: URL, clock, signal: controller.signal, createPeerConnection: turn.createPeerConnection },
      iceServer: { username: '', credential: '' },
      inTurn: createTurnstile(),
      report: (error) => reported.push(error),
    });
    expect(observed).toEqual({
      url: URL,
      family: null,
      allocation: { outcome: 'unfinished' },
      relayed: null,
    });
    expect(reported).toHaveLength(1);
  });
});

describe('the family', () => {
  const from = (raddr: string): FakeServer => ({
    gathered: [{ afterMs: 1, candidate: RELAY.replace('0.0.0.0 rport 0', `${raddr} rport 5000`) }],
  });

  it.each<[string, string, FakeServer, TurnObservation['family']]>([
    ['is not known where the browser hides it', URL, GOOD, null],
    ['is read where the browser shows it', URL, from('198.51.100.7'), 'ipv4'],
    ['is read where the browser shows it, the newer one', URL, from('2001:db8::7'), 'ipv6'],
    ['is that of an address in the URL', 'turn:192.0.2.4:3478', GOOD, 'ipv4'],
    ['is that of an address in the URL, the newer one', 'turns:[2001:db8::4]:443', GOOD, 'ipv6'],
    ['is not that of a name which begins like an address', 'turn:1.2.3.4.example.org', GOOD, null],
  ])('%s', async (_, url, server, family) => {
    expect((await probe(server, url)).family).toBe(family);
  });
});

describe('what goes through the relay', () => {
  it('is counted and timed, there and back, and at full rate', async () => {
    const { relayed } = await probe({ ...GOOD, carryMs: 35, bytesPerMs: 500 });
    expect(relayed).toMatchObject({ sent: ECHO_COUNT, received: ECHO_COUNT, roundTripMs: 70 });
    expect(relayed?.bitsPerSecond).toBeCloseTo(4_000_000, -5);
  });

  it('may be lost', async () => {
    const { relayed } = await probe({ ...GOOD, losesEvery: 5 });
    expect(relayed).toMatchObject({ sent: 20, received: 13, roundTripMs: 10 });
  });

  it('is nothing where an allocation does not relay', async () => {
    const { relayed } = await probe({ ...GOOD, relays: false });
    expect(relayed).toEqual({ sent: 0, received: 0, roundTripMs: null, bitsPerSecond: null });
  });

  it('is nothing where the line swallows every message, and then no full rate is tried', async () => {
    const { turn, result } = begin({ ...GOOD, losesEvery: 1 });
    await clock.advance(LONG_ENOUGH_MS);
    expect((await result).relayed).toEqual({ sent: 20, received: 0, roundTripMs: null, bitsPerSecond: null });
    expect(turn.sentBytes).toBe(0);
  });

  it('is bounded in bytes on a fast line, and in time on a slow one', async () => {
    const fast = begin({ ...GOOD, bytesPerMs: 100_000 });
    await clock.advance(LONG_ENOUGH_MS);
    await fast.result;
    expect(fast.turn.sentBytes).toBe(THROUGHPUT_LIMIT_BYTES);
    const beganAt = clock.now();
    const slow = begin({ ...GOOD, bytesPerMs: 10 });
    let endedAt = 0;
    void slow.result.then(() => {
      endedAt = clock.now();
    });
    await clock.advance(LONG_ENOUGH_MS);
    expect(endedAt - beganAt).toBeLessThan(1_500 + THROUGHPUT_LIMIT_MS);
    expect(slow.turn.sentBytes).toBeLessThan(200_000);
  });

  it('is measured one after the other where several URLs are looked at', async () => {
    const inTurn = createTurnstile();
    const slow = { ...GOOD, bytesPerMs: 10 };
    const [one, other] = [begin(slow, { inTurn }), begin(slow, { inTurn })];
    const sentAtOnce: boolean[] = [];
    for (let step = 0; step < 100; step++) {
      const before = [one.turn.sentBytes, other.turn.sentBytes];
      await clock.advance(100);
      const after = [one.turn.sentBytes, other.turn.sentBytes];
      sentAtOnce.push(after.every((bytes, index) => bytes > (before[index] ?? 0)));
    }
    expect((await one.result).relayed?.bitsPerSecond).toBeCloseTo(80_000, -3);
    expect((await other.result).relayed?.bitsPerSecond).toBeCloseTo(80_000, -3);
    expect(sentAtOnce).not.toContain(true);
  });
});

describe('the end', () => {
  it('comes at the limits, whatever the server does', async () => {
    const { result } = begin({ ...GOOD, relays: false });
    let isOver = false;
    void result.then(() => {
      isOver = true;
    });
    await clock.advance(30 + CONNECT_LIMIT_MS - 1);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(isOver).toBe(true);
  });

  it.each([
    ['while it gathers', 10, { outcome: 'unfinished' }],
    ['while it is described', 30, { outcome: 'allocated', afterMs: 30 }],
    ['while it connects', 40, { outcome: 'allocated', afterMs: 30 }],
    ['while it measures', 300, { outcome: 'allocated', afterMs: 30 }],
  ])('comes at once when it is aborted %s, and leaves nothing open', async (_, afterMs, allocation) => {
    const { turn, result } = begin(GOOD);
    await clock.advance(afterMs);
    controller.abort();
    expect((await result).allocation).toEqual(allocation);
    expect(turn.isAllClosed).toBe(true);
    await clock.advance(LONG_ENOUGH_MS);
    expect(reported).toEqual([]);
  });

  it('is there already when it was aborted before', async () => {
    controller.abort();
    const { turn, result } = begin(GOOD);
    expect((await result).allocation).toEqual({ outcome: 'unfinished' });
    expect(turn.isAllClosed).toBe(true);
  });
});
