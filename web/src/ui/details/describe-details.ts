import type { DirectionDetails, LinkDetails, StreamDetails } from '../../quality/link-details.ts';
import type { MediaPath } from '../../session/view.ts';
import type { TextsOfCall } from '../call/use-call-texts.ts';

export interface DetailsGroup {
  readonly title: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
}

/** What the panel shows and what is copied: no addresses, for both are passed on to those who help. */
export function describeDetails(
  details: LinkDetails,
  path: MediaPath | null,
  { quality, call }: TextsOfCall,
): readonly DetailsGroup[] {
  const { route, roundTripMs, availableBitrate, sending, receiving } = details;
  const candidate = (type: string) => quality.candidate[type] ?? type;
  const relayed = (type: string, protocol: string | null) =>
    protocol === null ? candidate(type) : `${candidate(type)} (${protocol.toUpperCase()})`;
  return [
    {
      title: quality.groups.route,
      rows: [
        ...(path === null ? [] : [[quality.path, call.path[path]] as const]),
        ...(route === null
          ? []
          : ([
              [quality.ownEnd, relayed(route.localType, route.relayProtocol)],
              [quality.theirEnd, candidate(route.remoteType)],
              [quality.protocol, route.protocol.toUpperCase()],
            ] as const)),
        [quality.roundTrip, roundTripMs === null ? '–' : formatMilliseconds(roundTripMs)],
      ],
    },
    {
      title: quality.groups.receiving,
      rows: describeDirection(receiving, quality),
    },
    {
      title: quality.groups.sending,
      rows: [
        ...describeDirection(sending, quality),
        ...(availableBitrate === null ? [] : [[quality.estimate, formatBitrate(availableBitrate)] as const]),
      ],
    },
  ];
}

export function formatGroups(heading: string, groups: readonly DetailsGroup[]): string {
  const parts = groups.map(({ title, rows }) =>
    [title, ...rows.map(([label, value]) => `  ${label}: ${value}`)].join('\n'),
  );
  return [heading, ...parts].join('\n\n');
}

export function formatBitrate(bitsPerSecond: number): string {
  if (bitsPerSecond >= 1_000_000) return `${(bitsPerSecond / 1_000_000).toFixed(1)} Mbit/s`;
  return `${Math.round(bitsPerSecond / 1_000)} kbit/s`;
}

export function formatMilliseconds(value: number): string {
  return `${Math.round(value)} ms`;
}

export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function describeDirection(
  { bitrate, loss, streams }: DirectionDetails,
  quality: TextsOfCall['quality'],
): readonly (readonly [string, string])[] {
  const rows = streams.map((one) => [quality.stream[one.kind], describeStream(one, quality)] as const);
  return [
    [quality.total, bitrate === 0 ? quality.nothing : formatBitrate(bitrate)],
    ...(loss === null ? [] : [[quality.loss, formatShare(loss)] as const]),
    ...rows,
  ];
}

function describeStream(stream: StreamDetails, quality: TextsOfCall['quality']): string {
  const { codec, width, height, framesPerSecond, bitrate, jitterMs } = stream;
  const parts = [
    width === null || height === null ? null : `${width} × ${height}`,
    framesPerSecond === null ? null : `${Math.round(framesPerSecond)} fps`,
    codec,
    formatBitrate(bitrate),
    jitterMs === null ? null : quality.jitter(formatMilliseconds(jitterMs)),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
