import { isIPv4 } from 'node:net';
import type { CoturnVersion } from './coturn-version.ts';

/** What turnserver.conf leaves open, because it depends on the host. */
export interface HostFacts {
  /** Of the coturn that will read the file. */
  readonly coturn: CoturnVersion;
  readonly listeningAddresses: readonly string[];
  readonly listeningPort: number;
  /** IPv4: allocations of this address carry the calls. */
  readonly relayAddress: string;
  /** How the world calls the relay address; null: the same, or nobody outside does. */
  readonly publicAddress: string | null;
  readonly realm: string;
  /** Absolute, or relative to the directory that coturn starts in. */
  readonly userDatabasePath: string;
  readonly pidFilePath: string;
  /** Allocations at once per participant. */
  readonly userQuota: number;
}

/** The relay serves this host alone; only then may peers be loopback addresses. */
export function isLoopbackOnly({ relayAddress, listeningAddresses }: HostFacts): boolean {
  return [relayAddress, ...listeningAddresses].every((address) => isLoopback(address));
}

export function isLoopback(address: string): boolean {
  return (isIPv4(address) && address.startsWith('127.')) || address === '::1';
}
