import type { StatsReport } from './peer-connection.ts';

/**
 * The route that media takes, the better ones first. `relay-…`: through a TURN server of either end, which is reached
 * over UDP, over TCP, or over port 443 by TCP or TLS, as in networks that let nothing else out.
 */
export const LINK_PATHS = ['direct', 'relay-udp', 'relay-tcp', 'relay-tls'] as const;
export type LinkPath = (typeof LINK_PATHS)[number];

type Stats = Record<string, unknown>;

/**
 * Reads the selected candidate pair (W3C webrtc-stats §8.18, §8.19) as this end sees it; null while there is none. How
 * a relay is reached is known of one's own alone: what the peer's is like, the peer has to tell.
 */
export function selectedPath(report: StatsReport): LinkPath | null {
  const selected = selectedCandidates(report);
  if (selected === null) return null;
  const { local, remote } = selected;
  if (local.candidateType === 'relay') return relayPath(local);
  return remote.candidateType === 'relay' ? 'relay-udp' : 'direct';
}

export interface SelectedCandidates {
  readonly pair: Stats;
  readonly local: Stats;
  readonly remote: Stats;
}

export function selectedCandidates(report: StatsReport): SelectedCandidates | null {
  const byId = new Map<string, Stats>();
  report.forEach((stats) => void byId.set(stats.id, stats));
  const pair = selectedPair([...byId.values()], byId);
  const local = byId.get(String(pair?.localCandidateId));
  const remote = byId.get(String(pair?.remoteCandidateId));
  return pair && local && remote ? { pair, local, remote } : null;
}

export function worsePath(one: LinkPath, other: LinkPath): LinkPath {
  return LINK_PATHS.indexOf(one) > LINK_PATHS.indexOf(other) ? one : other;
}

function selectedPair(all: readonly Stats[], byId: ReadonlyMap<string, Stats>): Stats | undefined {
  const transport = all.find(({ type, selectedCandidatePairId: id }) => type === 'transport' && id);
  if (transport) return byId.get(String(transport.selectedCandidatePairId));
  // Firefox marks the pair itself.
  return all.find(({ type, selected }) => type === 'candidate-pair' && selected === true);
}

function relayPath({ relayProtocol, url }: Stats): LinkPath {
  if (relayProtocol === 'tls') return 'relay-tls';
  if (relayProtocol !== 'tcp') return 'relay-udp';
  return /:443(\?|$)/.test(String(url)) ? 'relay-tls' : 'relay-tcp';
}
