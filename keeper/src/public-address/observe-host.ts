import { networkInterfaces } from 'node:os';
import type { NetworkMode } from '#signaling/config/parse-config';
import type { Clock } from '#signaling/core/clock';
import { type AddressSource, askSource, type Finding } from './address-source.ts';
import { createMetadataSource } from './cloud-metadata.ts';
import { createDomainSource } from './domain-records.ts';
import { createInterfaceSource } from './own-interfaces.ts';
import { primaryAddress } from './primary-address.ts';

/** What the operator has decided about addresses. */
export interface AddressSettings {
  readonly networkMode: NetworkMode;
  /** PUBLIC_IP, an IPv4 address; null: not set. */
  readonly publicIp: string | null;
  /** The name of the page; null: it has none. */
  readonly domain: string | null;
}

/** What can be seen from this host. */
export interface Observation {
  readonly findings: readonly Finding[];
  /** IPv4, the one that this host uses towards the internet; null when it has no way there. */
  readonly primaryAddress: string | null;
  /** The same for IPv6. */
  readonly primaryAddress6: string | null;
}

/** Asks all sources at once, each for its own time at most. Never rejects. */
export async function observeHost(settings: AddressSettings, clock: Clock): Promise<Observation> {
  const [findings, ipv4, ipv6] = await Promise.all([
    Promise.all(sourcesFor(settings).map((source) => askSource(source, clock))),
    primaryAddress('udp4'),
    primaryAddress('udp6'),
  ]);
  return { findings, primaryAddress: ipv4, primaryAddress6: ipv6 };
}

/** No more than what the decision needs: nothing leaves a host that is only for its own network. */
export function sourcesFor({ networkMode, publicIp, domain }: AddressSettings): readonly AddressSource[] {
  const isLan = networkMode === 'lan';
  return [
    createInterfaceSource(networkInterfaces),
    ...(isLan || publicIp !== null ? [] : [createMetadataSource()]),
    ...(isLan || domain === null
      ? []
      : [createDomainSource(domain, 'A'), createDomainSource(domain, 'AAAA')]),
  ];
}
