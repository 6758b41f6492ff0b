import type { LinkDetails } from './link-details.ts';

/** In the order from good to bad. */
export const QUALITIES = ['good', 'fair', 'poor'] as const;
export type Quality = (typeof QUALITIES)[number];

export interface QualityMark {
  readonly quality: Quality;
  /** How many looks in a row have spoken for a better one, or for a worse one. */
  readonly better: number;
  readonly worse: number;
}

export const FIRST_MARK: QualityMark = { quality: 'good', better: 0, worse: 0 };

/** Looks in a row: one bad second is no bad connection, and what is mended must stay so for a while. */
const WORSE_AFTER = 2;
const BETTER_AFTER = 4;

/** ITU-T G.114: above 150 ms one way a talk begins to suffer, above 300 ms hardly anybody can talk. */
const FAIR_ROUND_TRIP_MS = 300;
const POOR_ROUND_TRIP_MS = 600;
/** What Opus conceals without being noticed, and what nothing conceals. */
const FAIR_LOSS = 0.03;
const POOR_LOSS = 0.1;
const FAIR_JITTER_MS = 80;

/** The mark after one more look. */
export function markQuality(before: QualityMark, details: LinkDetails): QualityMark {
  const seen = judge(details);
  const difference = QUALITIES.indexOf(seen) - QUALITIES.indexOf(before.quality);
  const better = difference < 0 ? before.better + 1 : 0;
  const worse = difference > 0 ? before.worse + 1 : 0;
  if (better >= BETTER_AFTER || worse >= WORSE_AFTER) return { ...FIRST_MARK, quality: seen };
  return { quality: before.quality, better, worse };
}

/** Both directions: what this person sends badly they hear about, too. */
function judge({ roundTripMs, sending, receiving }: LinkDetails): Quality {
  const loss = Math.max(sending.loss ?? 0, receiving.loss ?? 0);
  const roundTrip = roundTripMs ?? 0;
  if (roundTrip >= POOR_ROUND_TRIP_MS || loss >= POOR_LOSS) return 'poor';
  const jitter = Math.max(0, ...receiving.streams.map(({ jitterMs }) => jitterMs ?? 0));
  const hasFrozen = receiving.streams.some(({ kind, freezes }) => kind === 'video' && freezes > 0);
  const isFair =
    roundTrip >= FAIR_ROUND_TRIP_MS || loss >= FAIR_LOSS || jitter >= FAIR_JITTER_MS || hasFrozen;
  return isFair ? 'fair' : 'good';
}
