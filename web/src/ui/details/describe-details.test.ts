import { expect, it } from 'vitest';
import { en as enEverywhere } from '../../i18n/en.ts';
import { callEn } from '../../i18n/en-call.ts';
import type { LinkDetails } from '../../quality/link-details.ts';
import { describeDetails, formatBitrate, formatGroups } from './describe-details.ts';

const en = { ...enEverywhere, ...callEn };

const details: LinkDetails = {
  route: { localType: 'relay', remoteType: 'srflx', protocol: 'udp', relayProtocol: 'tls' },
  ...{ roundTripMs: 42, availableBitrate: 2_400_000 },
  sending: { bitrate: 0, loss: null, streams: [] },
  receiving: {
    ...{ bitrate: 938_000, loss: 0.012 },
    streams: [
      {
        ...{ kind: 'video', bitrate: 900_000, codec: 'VP8', width: 1280, height: 720 },
        ...{ framesPerSecond: 29.8, jitterMs: 9, freezes: 0 },
      },
    ],
  },
};

it('says in plain rows how a connection is', () => {
  expect(formatGroups('Connection to Ben', describeDetails(details, 'relay-tls', en))).toBe(`Connection to Ben

Route
  Path: Relayed over port 443
  Your end: Relay (TLS)
  Their end: Public address
  Protocol: UDP
  Round trip: 42 ms

Receiving
  Total: 938 kbit/s
  Packets lost: 1.2 %
  Camera: 1280 × 720 · 30 fps · VP8 · 900 kbit/s · jitter 9 ms

Sending
  Total: Nothing
  Estimated room: 2.4 Mbit/s`);
});

it('leaves out what is not known', () => {
  const [route] = describeDetails({ ...details, route: null, roundTripMs: null }, null, en);
  expect(route?.rows).toEqual([['Round trip', '–']]);
});

it.each([
  [999_000, '999 kbit/s'],
  [1_000_000, '1.0 Mbit/s'],
])('writes %d bits per second as %s', (bitrate, text) => {
  expect(formatBitrate(bitrate)).toBe(text);
});
