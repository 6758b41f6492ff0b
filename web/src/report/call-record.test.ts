import { expect, test } from 'vitest';
import { callReport, MAX_REPORT_EVENTS } from '#protocol';
import type { LinkDetails } from '../quality/link-details.ts';
import { type CallRecord, createCallRecord } from './call-record.ts';

let now = 1_000_000;
const browser = { family: 'firefox', majorVersion: 153 } as const;
const newRecord = () => createCallRecord({ clock: { now: () => now }, build: 'AbC_-1', browser });

/** What is sent must be what the server takes. */
function checked(record: CallRecord, comment?: string) {
  const report = record.report('person', comment);
  expect(callReport.parse(report)).toEqual(report);
  return report;
}

const link = (
  record: CallRecord,
  peer: string,
  status: 'connecting' | 'connected' | 'recovering' | 'failed',
) => record.noteLink(peer, { status, step: null, path: null });

function details(more: Partial<LinkDetails> = {}): LinkDetails {
  const direction = { bitrate: 1_000, loss: 0.5, streams: [] };
  return {
    route: { localType: 'relay', remoteType: 'host', protocol: 'udp', relayProtocol: 'tls' },
    ...{ roundTripMs: 12.4, availableBitrate: null, sending: direction, receiving: direction },
    ...more,
  };
}

test('a call that nobody came to is a report too', () => {
  expect(checked(newRecord())).toMatchObject({ verdict: 'nobody-met', cause: null, timeline: [], pairs: [] });
});

test('people are numbered as they come, and only news is noted', () => {
  const record = newRecord();
  link(record, 'peer of Ann', 'connecting');
  now += 250;
  link(record, 'peer of Ben', 'connecting');
  link(record, 'peer of Ann', 'connecting');
  now += 250;
  record.noteLink('peer of Ann', { status: 'connected', step: null, path: 'relay-udp' });
  record.noteGone('peer of Ben');
  record.noteGone('nobody');
  const state = { step: null, path: null };
  expect(checked(record).timeline).toEqual([
    { atMs: 0, peer: 1, status: 'connecting', ...state },
    { atMs: 250, peer: 2, status: 'connecting', ...state },
    { atMs: 500, peer: 1, status: 'connected', step: null, path: 'relay-udp' },
    { atMs: 500, peer: 2, status: 'gone', ...state },
  ]);
});

test('of a long call the newest is kept', () => {
  const record = newRecord();
  for (let n = 0; n <= MAX_REPORT_EVENTS; n++) link(record, 'a', n % 2 ? 'recovering' : 'connected');
  const { timeline, dropped } = checked(record);
  expect([timeline.length, dropped]).toEqual([MAX_REPORT_EVENTS, 1]);
  expect(timeline[0]?.status).toBe('recovering');
});

test('candidates and errors are counted by their kinds', () => {
  const record = newRecord();
  record.noteCandidate('host', 'udp');
  record.noteCandidate('host', 'udp');
  record.noteCandidate('192.0.2.1', 'quic');
  for (const url of ['turn:192.0.2.1:3478?transport=udp', 'turn:192.0.2.1:443?transport=tcp'])
    record.noteCandidateError(url, 701);
  record.noteCandidateError('turns:call.example.org:443?transport=tcp', 401);
  record.noteCandidateError('stun:192.0.2.1', 1e9);
  record.noteCandidateError('', Number.NaN);
  const { candidates, candidateErrors } = checked(record);
  expect(candidates).toEqual([
    { type: 'host', protocol: 'udp', count: 2 },
    { type: 'other', protocol: 'other', count: 1 },
  ]);
  expect(candidateErrors).toEqual([
    { server: 'turn-udp', code: 701, count: 1 },
    { server: 'turn-tcp', code: 701, count: 1 },
    { server: 'turn-tls', code: 401, count: 1 },
    { server: 'stun', code: 999, count: 1 },
    { server: 'other', code: 0, count: 1 },
  ]);
});

test('however many errors there are, a report stays one', () => {
  const record = newRecord();
  for (let code = 300; code < 400; code++) record.noteCandidateError('turn:x', code);
  expect(checked(record).candidateErrors).toHaveLength(16);
});

test('the pair is the last that there was', () => {
  const record = newRecord();
  record.noteDetails('a', details());
  record.noteDetails('a', details({ route: null }));
  expect(checked(record).pairs).toEqual([
    {
      ...{ peer: 1, local: 'relay', remote: 'host', relayProtocol: 'tls', roundTripMs: 12 },
      ...{ sendingBitsPerSecond: 1_000, receivingBitsPerSecond: 1_000, sendingLoss: 0.5, receivingLoss: 0.5 },
    },
  ]);
});

test('a clock that is set back, or a week on, makes no other report of it', () => {
  const record = newRecord();
  now -= 5_000;
  link(record, 'a', 'connecting');
  now += 1e9;
  expect([checked(record).timeline[0]?.atMs, checked(record).afterMs]).toEqual([0, 604_800_000]);
});

test('nothing of who, where and with whom gets into a report', () => {
  const record = newRecord();
  link(record, 'peer-id-of-Ann', 'failed');
  record.noteCandidateError('turn:call.example.org:3478', 701);
  record.noteDetails('peer-id-of-Ann', details());
  const text = JSON.stringify(checked(record));
  for (const secret of ['Ann', 'example', 'peer-id']) expect(text).not.toContain(secret);
});

test('a comment is the last word, and none is left out', () => {
  expect(checked(newRecord(), 'no sound').comment).toBe('no sound');
  expect(checked(newRecord(), '')).not.toHaveProperty('comment');
});
