import { expect, test } from 'vitest';
import { type CallReport, callReport, MAX_REPORT_BYTES, MAX_REPORT_EVENTS } from './call-report.ts';

const event: CallReport['timeline'][number] = {
  ...{ atMs: 604_800_000, peer: 999 },
  ...{ status: 'recovering', step: 'ice-restart', path: 'relay-udp' },
};
const pair: CallReport['pairs'][number] = {
  ...{ peer: 999, local: 'prflx', remote: 'prflx', relayProtocol: 'other', roundTripMs: 604_800_000 },
  ...{ sendingBitsPerSecond: 999_999_999, receivingBitsPerSecond: 999_999_999 },
  ...{ sendingLoss: 0.123, receivingLoss: 0.123 },
};
const largest: CallReport = {
  ...{ version: 1, reason: 'link-given-up', afterMs: 604_800_000, build: 'b'.repeat(64) },
  browser: { family: 'chromium', majorVersion: 9_999 },
  ...{ verdict: 'never-connected', cause: 'relay-refused', dropped: 100_000 },
  timeline: Array.from({ length: MAX_REPORT_EVENTS }, () => event),
  candidates: Array.from({ length: 16 }, () => ({ type: 'prflx', protocol: 'other', count: 100_000 })),
  candidateErrors: Array.from({ length: 16 }, () => ({ server: 'turn-tls', code: 701, count: 100_000 })),
  pairs: Array.from({ length: 16 }, () => pair),
  comment: '字'.repeat(500),
};

test('the largest report is one, and fits what a request may hold', () => {
  expect(callReport.safeParse(largest).success).toBe(true);
  expect(new TextEncoder().encode(JSON.stringify(largest)).length).toBeLessThan(MAX_REPORT_BYTES);
});

test.each<[string, object]>([
  ['one event too many', { timeline: [...largest.timeline, event] }],
  ['a comment that is too long', { comment: 'x'.repeat(501) }],
  ['a peer that is named', { timeline: [{ ...event, peer: 'Ann' }] }],
  ['a field of its own', { timeline: [{ ...event, address: '192.0.2.1' }] }],
  [
    'a candidate',
    { candidates: [{ type: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', protocol: 'udp', count: 1 }] },
  ],
  ['a build that is text', { build: 'see 192.0.2.1' }],
  ['another version', { version: 2 }],
  ['a number that is none', { afterMs: Number.NaN }],
  ['a key of the prototype', JSON.parse('{"__proto__": {"comment": "x"}}')],
])('no report: %s', (_, change) => {
  const hostile = Object.create(null, Object.getOwnPropertyDescriptors({ ...largest, ...change }));
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(change)))
    Object.defineProperty(hostile, key, descriptor);
  expect(callReport.safeParse(JSON.parse(JSON.stringify(hostile))).success).toBe(false);
});
