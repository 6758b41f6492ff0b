import { describe, expect, it } from 'vitest';
import { observation } from '#diagnosis';
import type { CheckupAnswer } from '#protocol';
import type { FoundCandidate } from './found-candidate.ts';
import { foundPaths } from './found-paths.ts';
import type { GatheringEnd, GatheringError } from './gather.ts';
import { judge, judgeUrl } from './judge.ts';
import { aCandidate } from './testing/candidates.ts';
import { type Found, toObservation } from './to-observation.ts';
import { hasUnnamedRelays, outcomeOf, type UrlOutcome } from './url-outcome.ts';

const UDP = 'turn:192.0.2.1:3478?transport=udp';
const TCP = 'turn:192.0.2.1:3478?transport=tcp';
const STUN = 'stun:192.0.2.1';

const error = (url: string, code: number): GatheringError => ({
  atMs: 5,
  address: null,
  port: null,
  url,
  code,
  text: '',
});

function outcomeWith(
  url: string,
  candidates: readonly FoundCandidate[],
  errors: readonly GatheringError[] = [],
  end: GatheringEnd = 'complete',
) {
  return outcomeOf(url, { candidates, errors, end });
}

const relay = aCandidate({ type: 'relay', url: UDP, atMs: 40 });
const passed = { sent: 20, received: 3, roundTripMs: 5, bitsPerSecond: null };
const lost = { ...passed, received: 0, roundTripMs: null };

describe('the outcome of a URL', () => {
  it('is an allocation where a relay candidate names it, however the browser spells it', () => {
    expect(outcomeWith('turn:192.0.2.1', [relay], [error(UDP, 701)]).allocation).toEqual({
      ...{ outcome: 'allocated', afterMs: 40 },
    });
    expect(outcomeWith(TCP, [relay]).allocation).toEqual({ outcome: 'no-answer' });
  });

  it('is the refusal of the server before the silence of another interface', () => {
    const errors = [error(TCP, 701), error(TCP, 486), error(UDP, 401)];
    expect(outcomeWith(TCP, [], errors).allocation).toEqual({ outcome: 'refused', code: 486 });
    expect(outcomeWith(TCP, [], [error(TCP, 701)]).allocation).toEqual({ outcome: 'no-answer' });
  });

  it('is open when it was not waited for', () => {
    expect(outcomeWith(UDP, [], [], 'stopped').allocation).toEqual({ outcome: 'unfinished' });
    expect(outcomeWith(UDP, [], [], 'timed-out').allocation).toEqual({ outcome: 'no-answer' });
  });

  it('of a STUN server counts no address that another told first', () => {
    const reflexive = (url: string) => aCandidate({ type: 'srflx', url });
    expect(outcomeWith(STUN, [reflexive('stun:192.0.2.1:3478')]).reflected).toBe(true);
    expect(outcomeWith(STUN, [reflexive(UDP)]).reflected).toBeNull();
    expect(outcomeWith(STUN, [], [error(STUN, 701)]).reflected).toBe(false);
    expect(outcomeWith(STUN, []).allocation).toBeNull();
  });

  it('cannot be told where the browser names no server', () => {
    expect(hasUnnamedRelays([aCandidate({ type: 'relay', url: null })])).toBe(true);
    expect(hasUnnamedRelays([relay, aCandidate({ url: null })])).toBe(false);
  });
});

describe('the verdict', () => {
  const allocated = outcomeWith(UDP, [relay]);

  it('is “works” for bytes alone, and for any bytes', () => {
    expect(judgeUrl(allocated)).toBe('unchecked');
    expect(judgeUrl({ ...allocated, relayed: lost })).toBe('silent');
    expect(judgeUrl({ ...allocated, relayed: passed })).toBe('passes');
    expect(judgeUrl({ ...allocated, isChecking: true })).toBe('checking');
    // A relay that works is one, even if its candidate was not seen.
    expect(judgeUrl({ ...outcomeWith(TCP, []), relayed: passed })).toBe('passes');
  });

  it('over all counts every TURN URL, and no STUN', () => {
    const works: UrlOutcome = { ...allocated, relayed: passed };
    const silent: UrlOutcome = { ...allocated, relayed: lost };
    const stun = outcomeWith(STUN, []);
    expect(judge([])).toBe('no-turn');
    expect(judge([stun])).toBe('no-turn');
    expect(judge([stun, works])).toBe('all-pass');
    expect(judge([silent, works])).toBe('some-pass');
    expect(judge([silent, outcomeWith(TCP, [])])).toBe('none-pass');
    expect(judge([silent, allocated])).toBe('unchecked');
  });

  it('is drawn as it is said', () => {
    const states = (outcomes: UrlOutcome[]) =>
      foundPaths([relay, relay, aCandidate({})], outcomes).map(({ type, count, state }) => [
        type,
        count,
        state,
      ]);
    expect(states([{ ...allocated, relayed: passed }])).toEqual([
      ['host', 1, 'found'],
      ['srflx', 0, 'not-found'],
      ['relay', 2, 'proven'],
    ]);
    expect(states([{ ...allocated, relayed: lost }])[2]).toEqual(['relay', 2, 'silent']);
    expect(states([allocated])[2]).toEqual(['relay', 2, 'found']);
  });
});

describe('the observation', () => {
  const found: Found = {
    ...{ outcomes: [], candidates: [], end: 'complete', policy: 'all', own: null, isOwnList: true },
  };
  const answer: CheckupAnswer = {
    ...{ ok: true, iceServers: [], ttlSeconds: 60, expiresAt: '2027-01-01T00:00:00Z' },
    server: { relay: 'quota', certificateExpiresAt: null },
  };

  it('holds what was found of TURN URLs, and nothing of STUN', () => {
    const outcomes = [
      { ...outcomeWith('TURN:[2001:db8::1]', []), relayed: null },
      { ...outcomeWith('turns:example.org', []), relayed: null },
      outcomeWith(STUN, []),
      { ...outcomeWith(UDP, [relay]), relayed: passed },
    ];
    const seen = toObservation({ ...found, outcomes });
    expect(observation.safeParse(seen).success).toBe(true);
    expect(seen.turn).toEqual([
      { url: 'turn:[2001:db8::1]', family: 'ipv6', allocation: { outcome: 'no-answer' }, relayed: null },
      { url: 'turns:example.org', family: null, allocation: { outcome: 'no-answer' }, relayed: null },
      { url: UDP, family: 'ipv4', allocation: { outcome: 'allocated', afterMs: 40 }, relayed: passed },
    ]);
  });

  it('says what the server says of itself only of its own list', () => {
    expect(toObservation({ ...found, own: answer }).server).toEqual({
      relay: 'quota',
      certificateExpiresAt: null,
    });
    expect(toObservation({ ...found, own: answer, isOwnList: false }).server).toBeNull();
    const odd = { ...answer, server: { ...answer.server, relay: 'toString' } };
    expect(toObservation({ ...found, own: odd }).server?.relay).toBe('unknown');
  });

  it('tells a silent server from one that refuses', () => {
    expect(toObservation({ ...found, own: 'unreachable' })).toMatchObject({
      page: 'silent',
      credentialsRefused: null,
    });
    expect(toObservation({ ...found, own: 'password-needed' })).toMatchObject({
      ...{ page: 'answers', credentialsRefused: 'password-needed' },
    });
  });

  it('knows of UDP what any server shows, and nothing it was not asked', () => {
    expect(toObservation(found).reflexive).toBe(false);
    expect(toObservation({ ...found, policy: 'relay' }).reflexive).toBeNull();
    expect(toObservation({ ...found, end: 'stopped' }).reflexive).toBeNull();
    expect(toObservation({ ...found, candidates: [aCandidate({ type: 'srflx' })] }).reflexive).toBe(true);
    const refused = outcomeWith(UDP, [], [error(UDP, 401)]);
    expect(toObservation({ ...found, outcomes: [refused] }).reflexive).toBe(true);
    expect(toObservation({ ...found, outcomes: [outcomeWith(TCP, [], [error(TCP, 401)])] }).reflexive).toBe(
      false,
    );
  });
});
