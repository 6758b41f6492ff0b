import { describe, expect, it } from 'vitest';
import type { FoundCandidate } from './found-candidate.ts';
import { natMappingOf } from './nat-mapping.ts';
import { aCandidate } from './testing/candidates.ts';
import type { UrlOutcome } from './url-outcome.ts';

const FIRST = 'turn:192.0.2.1:3478?transport=udp';
const SECOND = 'turn:192.0.2.1:443?transport=udp';

const host = aCandidate({ address: '6a38527f.local' });

function seen(port: number, more: Partial<FoundCandidate> = {}): FoundCandidate {
  const shown = { relatedAddress: '192.168.1.7', relatedPort: 500 };
  return aCandidate({ type: 'srflx', address: '203.0.113.5', port, url: FIRST, ...shown, ...more });
}

const hidden = (port: number, more: Partial<FoundCandidate> = {}) =>
  seen(port, { relatedAddress: '0.0.0.0', relatedPort: 0, ...more });

function outcome(url: string, isReached = true): UrlOutcome {
  const allocation = isReached
    ? ({ outcome: 'allocated', afterMs: 40 } as const)
    : ({ outcome: 'no-answer' } as const);
  return { url, allocation, reflected: null, relayed: null, isChecking: false };
}

const BOTH = [outcome(FIRST), outcome(SECOND)];

function mapping(candidates: FoundCandidate[], outcomes = BOTH, end: 'complete' | 'timed-out' = 'complete') {
  return natMappingOf({ candidates: [host, ...candidates], outcomes, end });
}

describe('the mapping of a NAT', () => {
  it('is one per port where one socket was seen as two, also where the browser hides the socket', () => {
    expect(mapping([seen(1000), seen(1001)])).toBe('one-per-port');
    expect(mapping([hidden(1000), hidden(1001)])).toBe('one-per-port');
  });

  it('is the same for all ports where two ports have answered and one address came of it', () => {
    expect(mapping([seen(1000)])).toBe('same-for-all-ports');
    expect(mapping([hidden(1000)])).toBe('same-for-all-ports');
  });

  it('is not told from sockets of two sections, which come back as two', () => {
    expect(mapping([hidden(1000), hidden(1001, { mid: '1' })])).toBe('same-for-all-ports');
  });

  it('is unknown where one port alone has answered, was asked, or gathering did not end', () => {
    expect(mapping([seen(1000)], [outcome(FIRST), outcome(SECOND, false)])).toBe('unknown');
    expect(mapping([seen(1000)], [outcome(FIRST)])).toBe('unknown');
    expect(mapping([seen(1000)], BOTH, 'timed-out')).toBe('unknown');
  });

  it('is unknown where the browser does not tell which server a candidate is of', () => {
    expect(mapping([seen(1000, { url: null })])).toBe('unknown');
  });

  it('is none where the outside sees what the browser shows as its own', () => {
    const own = aCandidate({ address: '203.0.113.5', port: 1000 });
    expect(natMappingOf({ candidates: [own, seen(1000)], outcomes: BOTH, end: 'complete' })).toBe('none');
  });
});
