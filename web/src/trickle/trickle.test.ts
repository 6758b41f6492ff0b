import { describe, expect, it } from 'vitest';
import type { TurnObservation } from '#diagnosis';
import type { OpenedMedia } from './open-media.ts';
import { FakeGathering } from './testing/fake-gathering.ts';
import { createTrickle } from './trickle.ts';

const URLS = ['turn:192.0.2.1:3478?transport=udp', 'turn:192.0.2.1:3478?transport=tcp'];
const HOST = 'candidate:1 1 udp 2113937151 x.local 49065 typ host';
const RELAY = 'candidate:2 1 udp 33562623 203.0.113.10 50321 typ relay raddr 0.0.0.0 rport 0';
const PASSED = { sent: 20, received: 20, roundTripMs: 3, bitsPerSecond: null };

type Relayed = TurnObservation['relayed'];

function pageWith({ media = { ok: false, reason: 'denied' } as OpenedMedia, refuses = false } = {}) {
  const made: FakeGathering[] = [];
  const checks: {
    url: string;
    end(relayed: Relayed): void;
    refuse(code: number): void;
    fail(error: Error): void;
  }[] = [];
  const timers: { at: number; run: () => void }[] = [];
  const reported: unknown[] = [];
  let nowMs = 0;
  const trickle = createTrickle({
    clock: {
      now: () => nowMs,
      schedule(run, delayMs) {
        const timer = { at: nowMs + delayMs, run };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
      },
    },
    createConnection(configuration) {
      made.push(new FakeGathering(configuration, refuses));
      return made.at(-1) as FakeGathering;
    },
    fetchServers: async () => ({
      ok: true,
      value: {
        ...{ ok: true, ttlSeconds: 600, expiresAt: '2027-01-01T00:00:00Z' },
        iceServers: [{ urls: URLS, username: 'u', credential: 'p' }],
        server: { relay: 'ok', certificateExpiresAt: null },
      },
    }),
    relayCheck: (_, url) =>
      new Promise((end, fail) => {
        const allocation = { outcome: 'allocated', afterMs: 5 } as const;
        checks.push({
          ...{ url, fail },
          end: (relayed) => end({ allocation, relayed }),
          refuse: (code) => end({ allocation: { outcome: 'refused', code }, relayed: null }),
        });
      }),
    openMedia: async () => media,
    report: (error) => reported.push(error),
  });
  async function pass(ms: number): Promise<void> {
    nowMs += ms;
    for (const timer of timers.filter(({ at }) => at <= nowMs)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
    await settle();
  }
  return { trickle, made, checks, pass, reported, timers };
}

/** Until nothing is left to happen by itself. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 50; turns++) await Promise.resolve();
}

async function started(options: Parameters<typeof pageWith>[0] = {}) {
  const page = pageWith(options);
  await settle();
  void page.trickle.start();
  await settle();
  const [connection] = page.made;
  if (connection === undefined) throw new Error('expected a connection');
  return { ...page, connection };
}

const verdicts = ({ trickle }: ReturnType<typeof pageWith>) =>
  trickle.run.value.outcomes.map(({ allocation, relayed }) => [
    allocation?.outcome,
    relayed?.received ?? null,
  ]);

describe('a run', () => {
  it('gathers as a call does, then sends bytes through each relay that was promised', async () => {
    const page = await started();
    const { trickle, connection, checks } = page;
    expect(connection.asked).toEqual(['audio', 'video', 'data']);
    expect(connection.configuration).toEqual({
      ...{ iceTransportPolicy: 'all', bundlePolicy: 'max-bundle' },
      iceServers: URLS.map((url) => ({ urls: [url], username: 'u', credential: 'p' })),
    });
    connection.find(HOST);
    await page.pass(40);
    connection.find(RELAY, { url: URLS[0] ?? '' });
    connection.fail(URLS[1] ?? '', 701);
    connection.find('');
    expect(trickle.run.value).toMatchObject({ phase: 'gathering', end: null, observation: null });
    expect(trickle.run.value.candidates.map(({ type, atMs }) => [type, atMs])).toEqual([
      ['host', 0],
      ['relay', 40],
    ]);
    connection.complete();
    await settle();
    expect(connection.isClosed).toBe(true);
    expect(trickle.run.value).toMatchObject({ phase: 'checking', end: 'complete', offer: 'v=0\r\n' });
    expect(checks.map(({ url }) => url)).toEqual([URLS[0]]);
    checks[0]?.end(PASSED);
    await settle();
    expect(checks).toHaveLength(1);
    expect(verdicts(page)).toEqual([
      ['allocated', 20],
      ['no-answer', null],
    ]);
    expect(trickle.run.value.phase).toBe('done');
    expect(trickle.run.value.observation).toMatchObject({
      ...{ page: 'answers', reflexive: true, server: { relay: 'ok' } },
      turn: [{ relayed: PASSED }, { relayed: null }],
    });
    expect(page.timers).toEqual([]);
  });

  it('ends by itself when a server keeps silent', async () => {
    const page = await started();
    await page.pass(19_999);
    expect(page.trickle.run.value.phase).toBe('gathering');
    await page.pass(1);
    expect(page.trickle.run.value).toMatchObject({ phase: 'done', end: 'timed-out', endedAfterMs: 20_000 });
    expect(verdicts(page)).toEqual([
      ['no-answer', null],
      ['no-answer', null],
    ]);
  });

  it('can be stopped; what was found is kept, and nothing goes on', async () => {
    const page = await started();
    page.connection.find(RELAY, { url: URLS[0] ?? '' });
    page.trickle.stop();
    await settle();
    expect(page.trickle.run.value).toMatchObject({ phase: 'done', end: 'stopped' });
    expect(verdicts(page)).toEqual([
      ['allocated', null],
      ['unfinished', null],
    ]);
    page.connection.find(HOST);
    expect(page.trickle.run.value.candidates).toHaveLength(1);
    expect(page.checks).toEqual([]);
  });

  it('can be stopped while bytes are under way', async () => {
    const page = await started();
    for (const url of URLS) page.connection.find(RELAY, { url });
    page.connection.complete();
    await settle();
    page.trickle.stop();
    await settle();
    expect(page.trickle.run.value.phase).toBe('done');
    page.checks[0]?.end(PASSED);
    await settle();
    expect(verdicts(page)).toEqual([
      ['allocated', null],
      ['allocated', null],
    ]);
    expect(page.checks).toHaveLength(1);
  });

  it('says of a relay that gives one address and no second that it refuses', async () => {
    const page = await started();
    page.connection.find(RELAY, { url: URLS[0] ?? '' });
    page.connection.complete();
    await settle();
    page.checks[0]?.refuse(486);
    await settle();
    expect(page.trickle.run.value.outcomes[0]).toMatchObject({
      allocation: { outcome: 'refused', code: 486 },
      relayed: null,
    });
  });

  it('asks each URL alone where the browser names none', async () => {
    const page = await started();
    page.connection.find(RELAY);
    page.connection.complete();
    await settle();
    expect(page.made[1]?.configuration).toEqual({
      ...{ iceTransportPolicy: 'relay', iceServers: [{ urls: [URLS[0]], username: 'u', credential: 'p' }] },
    });
    expect(page.made[1]?.asked).toEqual(['data']);
    page.made[1]?.find(RELAY);
    await settle();
    expect(page.made[1]?.isClosed).toBe(true);
    page.checks[0]?.end(PASSED);
    await settle();
    await page.pass(10_000);
    expect(verdicts(page)).toEqual([
      ['allocated', 20],
      ['no-answer', null],
    ]);
    expect(page.trickle.run.value.phase).toBe('done');
  });

  it('can be stopped while a URL is asked alone', async () => {
    const page = await started();
    page.connection.find(RELAY);
    page.connection.complete();
    await settle();
    page.trickle.stop();
    await settle();
    expect(page.made[1]?.isClosed).toBe(true);
    expect(page.made).toHaveLength(2);
    expect(page.trickle.run.value.phase).toBe('done');
    expect(page.checks).toEqual([]);
  });

  it('does not begin a check once it is stopped, though a relay has just been found', async () => {
    const page = await started();
    page.connection.find(RELAY);
    page.connection.complete();
    await settle();
    page.made[1]?.find(RELAY);
    page.trickle.stop();
    await settle();
    expect(page.checks).toEqual([]);
  });

  it('does not take a check that fails for bytes, nor for silence', async () => {
    const page = await started();
    page.connection.find(RELAY, { url: URLS[0] ?? '' });
    page.connection.complete();
    await settle();
    const fault = new Error('of the page');
    page.checks[0]?.fail(fault);
    await settle();
    expect(verdicts(page)[0]).toEqual(['allocated', null]);
    expect(page.reported).toEqual([fault]);
  });

  it('ends where the browser refuses the offer', async () => {
    const page = await started({ refuses: true });
    expect(page.trickle.run.value).toMatchObject({ phase: 'done', end: 'failed' });
  });

  it('is not begun twice, nor with a list that has a problem', async () => {
    const page = await started();
    await page.trickle.start();
    expect(page.made).toHaveLength(1);
    page.connection.complete();
    await settle();
    page.trickle.servers.add();
    await page.trickle.start();
    expect(page.made).toHaveLength(1);
  });
});

describe('the microphone', () => {
  it('is asked for only by those who want it, and let go when gathering is over', async () => {
    let closed = 0;
    const page = pageWith({ media: { ok: true, close: () => closed++ } });
    await settle();
    page.trickle.asksForMedia.value = true;
    void page.trickle.start();
    await settle();
    expect(closed).toBe(0);
    page.made[0]?.complete();
    await settle();
    expect(closed).toBe(1);
  });

  it('that is refused hinders nothing', async () => {
    const page = pageWith();
    await settle();
    page.trickle.asksForMedia.value = true;
    void page.trickle.start();
    await settle();
    expect(page.trickle.run.value).toMatchObject({ phase: 'gathering', mediaRefusal: 'denied' });
  });
});
