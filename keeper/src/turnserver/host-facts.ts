import { isIPv4 } from 'node:net';
import type { CoturnVersion } from './coturn-version.ts';

/** What turnserver.conf leaves open, because it depends on the host. */
export interface HostFacts {
  /** Of the coturn that will read the file. */
  readonly coturn: CoturnVersion;
  /** Empty when it is isolated: there it listens on all that its namespace has. */
  readonly listeningAddresses: readonly string[];
  readonly listeningPort: number;
  /**
   * coturn has a network namespace of its own, behind a server that tells it by PROXY protocol, on this port, who its
   * TCP clients are; this takes the place of its TCP listener. It relays on a loopback address: the kernel lets no packet
   * leave the host from one, so that the relay is closed even where coturn's own lists fail.
   */
  readonly isolated: Isolated | null;
  /**
   * It relays to any public address, for other people's clients (TURN_RELAY_MODE=open), in the network of the host, where
   * a guard by user keeps it from everything else; TCP clients come as they do when it is isolated. Absent: it is closed.
   */
  readonly open?: { readonly proxyPort: number };
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

export interface Isolated {
  readonly proxyPort: number;
  /**
   * For UDP, with a socket of its own: from two ports that lead to two sockets a client learns what its NAT makes of one
   * socket of its own (RFC 4787 §4.1). Were both led to one socket, the leading host would have to change ports itself.
   */
  readonly secondPort: number;
  /** Whether its namespace has IPv6. */
  readonly hasIpv6: boolean;
}

/** The relay serves this host alone. */
export function isLoopbackOnly({ relayAddress, listeningAddresses, isolated }: HostFacts): boolean {
  return isolated === null && [relayAddress, ...listeningAddresses].every((address) => isLoopback(address));
}

export function isLoopback(address: string): boolean {
  return (isIPv4(address) && address.startsWith('127.')) || address === '::1';
}
