import type { HostFacts } from '../host-facts.ts';

/** A host on a home network, with today's coturn. */
export const LAN_HOST: HostFacts = {
  coturn: [4, 18, 0],
  listeningAddresses: ['192.168.1.5'],
  listeningPort: 3478,
  relayAddress: '192.168.1.5',
  publicAddress: null,
  realm: 'burrow',
  userDatabasePath: 'turndb',
  pidFilePath: 'turnserver.pid',
  userQuota: 150,
};
