import type { HostFacts, Isolated } from '../host-facts.ts';

/** A host on a home network, with today's coturn. */
export const LAN_HOST: HostFacts = {
  coturn: [4, 18, 0],
  listeningAddresses: ['192.168.1.5'],
  listeningPort: 3478,
  isolated: null,
  relayAddress: '192.168.1.5',
  publicAddress: null,
  realm: 'burrow',
  userDatabasePath: 'turndb',
  pidFilePath: 'turnserver.pid',
  userQuota: 150,
};

export const ISOLATED: Isolated = { proxyPort: 5555, secondPort: 3479, hasIpv6: false };

/** A host with Docker: coturn in a container, HAProxy in front of its TCP clients. */
export const BUNDLE: HostFacts = {
  ...LAN_HOST,
  listeningAddresses: [],
  isolated: ISOLATED,
  relayAddress: '127.34.78.1',
  publicAddress: '203.0.113.10',
};
