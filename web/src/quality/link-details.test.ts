import { expect, it } from 'vitest';
import type { StatsReport, TrackKind } from '../rtc/peer-connection.ts';
import { compareLinkStats } from './link-details.ts';
import { readLinkStats } from './link-stats.ts';
import { CHROMIUM_REPORTS } from './testing/chromium-reports.ts';

const KINDS: ReadonlyMap<string, TrackKind> = new Map([
  ['0', 'audio'],
  ['1', 'video'],
  ['2', 'screen'],
  ['3', 'screen-audio'],
]);

const reportOf = (stats: readonly { readonly id: string }[]): StatsReport =>
  new Map(stats.map((one) => [one.id, one]));

const read = (stats: readonly { readonly id: string }[]) => readLinkStats(reportOf(stats), KINDS);

it('reads what Chromium tells of a connection', () => {
  const stats = read(CHROMIUM_REPORTS.second);
  expect(stats).toMatchObject({
    route: { localType: 'host', remoteType: 'host', protocol: 'udp', relayProtocol: null },
    roundTripMs: 1,
    availableBitrate: 3_305_684,
  });
  expect(stats.sent.map(({ kind }) => kind).sort()).toEqual(['audio', 'screen', 'screen-audio', 'video']);
  expect(stats.received.find(({ kind }) => kind === 'video')).toEqual({
    ...{ kind: 'video', bytes: 454_340, packets: 484, packetsLost: 0, freezes: 0, jitterMs: 11 },
    ...{ codec: 'VP8', width: 640, height: 480, framesPerSecond: 16 },
  });
});

it('makes of two reports of Chromium what flows, and leaves out what does not', () => {
  const { sending, receiving } = compareLinkStats(
    read(CHROMIUM_REPORTS.first),
    read(CHROMIUM_REPORTS.second),
  );
  expect(sending.streams.map(({ kind }) => kind).sort()).toEqual(['audio', 'screen', 'video']);
  expect(receiving.streams.map(({ kind }) => kind).sort()).toEqual(['audio', 'video']);
  expect([sending.loss, receiving.loss]).toEqual([0, 0]);
  const audio = receiving.streams.find(({ kind }) => kind === 'audio');
  expect(audio?.codec).toBe('opus');
  expect(audio?.bitrate).toBeGreaterThan(10_000);
  expect(audio?.bitrate).toBeLessThan(80_000);
});

const at = (timestamp: number, counters: object, remote: object = {}) =>
  read([
    { id: 'O', type: 'outbound-rtp', mid: '1', remoteId: 'RI', timestamp, ...counters } as { id: string },
    { id: 'RI', type: 'remote-inbound-rtp', timestamp, ...remote } as { id: string },
    { id: 'I', type: 'inbound-rtp', mid: '0', timestamp, ...counters } as { id: string },
  ]);

it('counts bits per second and lost packets of both directions, each between the two looks', () => {
  const { sending, receiving } = compareLinkStats(
    at(1_000, { bytesSent: 1_000, bytesReceived: 500, packetsSent: 10, packetsReceived: 10, packetsLost: 5 }),
    at(
      3_000,
      { bytesSent: 251_000, bytesReceived: 10_500, packetsSent: 110, packetsReceived: 85, packetsLost: 30 },
      { packetsLost: 10 },
    ),
  );
  expect(sending).toMatchObject({ bitrate: 1_000_000, loss: 0.1 });
  expect(receiving).toMatchObject({ bitrate: 40_000, loss: 0.25 });
});

it.each([
  ['nothing at all', {}, {}],
  ['counters that run backwards', { bytesSent: 900, packetsSent: 9 }, { bytesSent: 1, packetsSent: 1 }],
  ['what is no number', { bytesSent: 'many', packetsSent: Number.NaN }, { bytesSent: Infinity }],
])('makes nothing of %s', (_, before, now) => {
  const { sending, receiving, route } = compareLinkStats(at(1_000, before), at(3_000, now));
  expect(sending).toEqual({ bitrate: 0, loss: null, streams: [] });
  expect(receiving).toEqual({ bitrate: 0, loss: null, streams: [] });
  expect(route).toBeNull();
});

it('never divides by no time, and loses no more than all', () => {
  const { sending } = compareLinkStats(
    at(1_000, { bytesSent: 0, packetsSent: 1 }),
    at(1_000, { bytesSent: 10, packetsSent: 2 }, { packetsLost: 100 }),
  );
  expect(sending.loss).toBe(1);
  expect(sending.bitrate).toBe(80_000);
});
