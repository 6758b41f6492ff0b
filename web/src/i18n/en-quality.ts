import type { Quality } from '../quality/link-quality.ts';
import type { TrackKind } from '../rtc/peer-connection.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** How the connection to each person fares, in English. */
export const qualityEn = {
  mark: { fair: 'Weak connection', poor: 'Poor connection' } satisfies Record<
    Exclude<Quality, 'good'>,
    string
  >,
  theirVideoPaused: 'Their network is slow: no video for now',
  ownVideoPausedForAll: 'Your video is paused: the network is too slow. The others still hear you.',
  ownVideoPausedFor: (names: readonly string[]) =>
    `Your video is paused for ${list.format(names)}: the network is too slow. They still hear you.`,
  open: (name: string) => `Connection to ${name}`,
  loadFailed: 'The details could not be loaded. Check your connection and try again.',
  measuring: 'Measuring…',
  groups: { route: 'Route', sending: 'Sending', receiving: 'Receiving' },
  path: 'Path',
  ownEnd: 'Your end',
  theirEnd: 'Their end',
  protocol: 'Protocol',
  candidate: {
    host: 'Local address',
    srflx: 'Public address',
    prflx: 'Address found on the way',
    relay: 'Relay',
  } as Record<string, string>,
  roundTrip: 'Round trip',
  estimate: 'Estimated room',
  total: 'Total',
  loss: 'Packets lost',
  stream: {
    audio: 'Microphone',
    video: 'Camera',
    screen: 'Screen',
    'screen-audio': 'Sound of the screen',
  } satisfies Record<TrackKind, string>,
  jitter: (value: string) => `jitter ${value}`,
  nothing: 'Nothing',
  bitrateChart: 'Bitrate',
  copy: 'Copy as text',
  copied: 'Copied',
  copyFailed: 'The browser did not let the page copy. Select the text above instead.',
};

export type QualityTexts = typeof qualityEn;
