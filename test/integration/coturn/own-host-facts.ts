import { parseCoturnVersion } from '../../../keeper/src/turnserver/coturn-version.ts';
import type { HostFacts } from '../../../keeper/src/turnserver/host-facts.ts';
import { freePort } from './free-port.ts';

/** Of this machine, for a coturn of the version on a free port of the address, in a directory of its own. */
export async function ownHostFacts(found: string, address: string): Promise<HostFacts> {
  const coturn = parseCoturnVersion(found);
  if (coturn === null) throw new Error(`Expected a version of coturn, got "${found}".`);
  return {
    coturn,
    listeningAddresses: [address],
    listeningPort: await freePort(address),
    isolated: null,
    relayAddress: address,
    publicAddress: null,
    realm: 'burrow',
    userDatabasePath: 'turndb',
    pidFilePath: 'turnserver.pid',
    userQuota: 150,
  };
}
