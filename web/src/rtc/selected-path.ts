import type { StatsReport } from './peer-connection.ts';

/** The route that media takes. `relayed`: through a TURN server of either end. */
export type LinkPath = 'direct' | 'relayed';

/** Reads the selected candidate pair (W3C webrtc-stats §8.18, §8.19); null while there is none. */
export function selectedPath(report: StatsReport): LinkPath | null {
  const byId = new Map<string, Record<string, unknown>>();
  report.forEach((stats) => void byId.set(stats.id, stats));
  const all = [...byId.values()];
  const transport = all.find(({ type, selectedCandidatePairId: id }) => type === 'transport' && id);
  const pair = transport
    ? byId.get(String(transport.selectedCandidatePairId))
    : // Firefox marks the pair itself.
      all.find(({ type, selected }) => type === 'candidate-pair' && selected === true);
  if (pair === undefined) return null;
  const ends = [pair.localCandidateId, pair.remoteCandidateId].map((id) => byId.get(String(id)));
  if (ends.some((end) => end === undefined)) return null;
  return ends.some((end) => end?.candidateType === 'relay') ? 'relayed' : 'direct';
}
