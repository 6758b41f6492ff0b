import type { FoundCandidate } from '../found-candidate.ts';

/** A host candidate, but for what is said. */
export function aCandidate(more: Partial<FoundCandidate>): FoundCandidate {
  return {
    ...{ atMs: 1, type: 'host', component: 1, foundation: '1', protocol: 'udp', tcpType: null },
    ...{ address: '192.168.1.7', port: 5000, priority: 1, mid: '0', usernameFragment: 'EqFp' },
    ...{ relatedAddress: null, relatedPort: null, relayProtocol: null, url: null },
    ...more,
  };
}
