import type { Observation } from '#diagnosis';
import { type CandidateFacts, readCandidate } from './candidate-facts.ts';
import type { ProbePorts } from './probe-connection.ts';
import { readMapping } from './read-mapping.ts';
import { waitFor } from './wait-for.ts';

/** As long as browsers ask a STUN server that says nothing. */
export const NETWORK_LIMIT_MS = 10_000;

export interface NetworkProbeOptions extends ProbePorts {
  /** Those over UDP tell, by the way, which address they see (RFC 8489): a TURN server is a STUN server too. */
  readonly turnUrls: readonly string[];
  /** Whether this browser tells of servers that did not answer (`icecandidateerror`). */
  readonly tellsErrors: boolean;
}

type NetworkObservation = Pick<Observation, 'reflexive' | 'natMapping'>;

/** Whether UDP comes back from outside, and what the NAT makes of one socket that talks to several ports of one server. */
export async function probeNetwork(options: NetworkProbeOptions): Promise<NetworkObservation> {
  const { turnUrls, createPeerConnection, clock, signal, tellsErrors, report } = options;
  const urls = stunUrlsOf(turnUrls);
  if (urls.length === 0 || signal.aborted) return { reflexive: null, natMapping: 'unknown' };
  const candidates: CandidateFacts[] = [];
  let hasFailed = false;
  const pc = createPeerConnection({ iceServers: [{ urls }] });
  const isComplete = await waitFor<boolean>({ clock, signal, limitMs: NETWORK_LIMIT_MS }, (found) => {
    pc.createDataChannel('network', {});
    pc.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate === null) return found(true);
      const facts = readCandidate(candidate.candidate);
      if (facts !== null) candidates.push(facts);
    });
    pc.addEventListener('icecandidateerror', ({ errorText }) => {
      // Chromium asks from an address of the other family, too, and finds that this cannot be.
      if (!/incompatible/i.test(errorText)) hasFailed = true;
    });
    pc.setLocalDescription().catch((error: unknown) => {
      report(error);
      found(false);
    });
  });
  pc.close();
  if (signal.aborted || isComplete === false) return { reflexive: null, natMapping: 'unknown' };
  const haveAllAnswered = tellsErrors ? isComplete === true && !hasFailed : null;
  return readMapping({ candidates, ports: urls.length, haveAllAnswered });
}

/** The same hosts and ports over UDP, each once. */
function stunUrlsOf(turnUrls: readonly string[]): string[] {
  const urls = turnUrls.flatMap((url) => {
    const [, place = '', query = ''] = /^turn:([^?]+)(?:\?(.*))?$/.exec(url) ?? [];
    return place !== '' && !query.includes('transport=tcp') ? [`stun:${place}`] : [];
  });
  return [...new Set(urls)];
}
