import { beforeEach, expect, it } from 'vitest';
import type { LinkDetails } from '../quality/link-details.ts';
import { ESTIMATE_SETTLES_MS } from './budget-control.ts';
import { LinkMonitor } from './link-monitor.ts';
import type { LinkBudget } from './mesh-budget.ts';
import type { LocalTracks, TrackKind } from './peer-connection.ts';
import { fakeTrack } from './testing/fake-media.ts';

const KINDS: ReadonlyMap<string, TrackKind> = new Map([['1', 'video']]);

let now: number;
let tracks: { -readonly [Kind in TrackKind]: LocalTracks[Kind] };
let happened: (string | LinkBudget)[];
let details: LinkDetails[];
let monitor: LinkMonitor;

beforeEach(() => {
  now = 0;
  tracks = { audio: null, video: fakeTrack('video', 'camera'), screen: null, 'screen-audio': null };
  happened = [];
  details = [];
  monitor = new LinkMonitor({
    now: () => now,
    tracks,
    people: 2,
    apply: (budget) => void happened.push(budget),
    onDetails: (one) => void details.push(one),
    onVideoPaused: (paused) => void happened.push(paused ? 'paused' : 'goes on'),
  });
});

function look(availableOutgoingBitrate: number, packets = { packetsSent: 0, packetsLost: 0 }): void {
  const stats = [
    { id: 'T', type: 'transport', timestamp: now, selectedCandidatePairId: 'P' },
    {
      id: 'P',
      type: 'candidate-pair',
      availableOutgoingBitrate,
      localCandidateId: 'L',
      remoteCandidateId: 'R',
    },
    { id: 'L', type: 'local-candidate', candidateType: 'host', protocol: 'udp' },
    { id: 'R', type: 'remote-candidate', candidateType: 'host', protocol: 'udp' },
    { id: 'O', type: 'outbound-rtp', mid: '1', remoteId: 'I', packetsSent: packets.packetsSent },
    { id: 'I', type: 'remote-inbound-rtp', packetsLost: packets.packetsLost },
  ];
  monitor.look(new Map(stats.map((one) => [one.id, one])), KINDS, 'direct');
}

const last = () => happened.at(-1) as LinkBudget;

it('knows what to begin with before there is a connection', () => {
  monitor.setPeople(4);
  expect(last().video).toMatchObject({ active: true, maxHeight: 360 });
  expect(happened).toHaveLength(1);
});

it('shares the uplink among everybody, from the moment that somebody comes', () => {
  monitor.handleConnected();
  monitor.tune();
  expect(last().video.maxBitrate).toBe(2_960_000);
  monitor.setPeople(4);
  expect(last().video.maxBitrate).toBe(960_000);
});

it('gives a screen its part once it is shared', () => {
  monitor.handleConnected();
  tracks.screen = fakeTrack('video', 'screen');
  monitor.tune();
  expect(last().screen).toMatchObject({ active: true });
});

it('says first that it pauses the picture, and that it goes on', () => {
  monitor.handleConnected();
  now = ESTIMATE_SETTLES_MS;
  look(50_000);
  expect(happened).toEqual(['paused', expect.objectContaining({ videoBitrate: 0 })]);
  now += 2_000;
  look(3_000_000);
  expect(happened.slice(2)).toEqual(['goes on', expect.objectContaining({ video: expect.anything() })]);
});

it('pauses no picture that there is not', () => {
  tracks.video = null;
  monitor.handleConnected();
  now = ESTIMATE_SETTLES_MS;
  look(50_000);
  expect(happened).toEqual([expect.objectContaining({ videoBitrate: 0 })]);
});

it('tells how it is after two looks, a second or more apart', () => {
  monitor.handleConnected();
  now = ESTIMATE_SETTLES_MS;
  look(3_000_000, { packetsSent: 100, packetsLost: 0 });
  now += 200;
  look(3_000_000, { packetsSent: 110, packetsLost: 0 });
  expect(details).toEqual([]);
  now += 1_800;
  look(3_000_000, { packetsSent: 200, packetsLost: 20 });
  expect(details.map(({ sending }) => sending.loss)).toEqual([0.2]);
  expect(last().videoBitrate).toBe(1_255_000);
});

it('knows nothing of another peer connection', () => {
  monitor.handleConnected();
  look(3_000_000);
  now += ESTIMATE_SETTLES_MS;
  look(300_000, { packetsSent: 200, packetsLost: 100 });
  expect([details.length, last().videoBitrate < 1_000_000]).toEqual([1, true]);
  monitor.begin();
  monitor.tune();
  expect(last().videoBitrate).toBe(2_960_000);
  look(3_000_000);
  expect(details).toHaveLength(1);
});

it('sends as many lines as the peer shows, and all of them again when it shows them', () => {
  monitor.tune();
  monitor.setShownLines(180);
  expect(last().video.maxHeight).toBe(180);
  monitor.setShownLines(null);
  expect(last().video.maxHeight).toBe(360);
});

it('says it of a screen as well, whose owner shows no camera', () => {
  tracks.video = null;
  tracks.screen = fakeTrack('video', 'screen');
  monitor.handleConnected();
  now = ESTIMATE_SETTLES_MS;
  look(50_000);
  expect(happened).toEqual(['paused', expect.objectContaining({ screen: { active: false, maxBitrate: 0 } })]);
});
