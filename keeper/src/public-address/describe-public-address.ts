import type { PublicAddressDecision } from './decide-public-address.ts';

/** The decision in one line or two, for a log or a terminal; its warnings are lines of their own. */
export function describePublicAddress(decision: PublicAddressDecision): readonly string[] {
  const { mode, publicAddress, publicAddress6, primaryAddress, source } = decision;
  const because = source === null ? 'no public IPv4 address was found' : `from ${source.where}`;
  const address = publicAddress ?? primaryAddress;
  if (address === null) return ['no network: this host has no IPv4 address that others could use'];
  const isMapped = publicAddress !== null && primaryAddress !== null && publicAddress !== primaryAddress;
  return [
    mode === 'lan'
      ? `this network only, address ${address} (${because})`
      : `public address ${[address, ...(publicAddress6 ? [publicAddress6] : [])].join(' and ')} (${because})`,
    ...(isMapped ? [`${publicAddress} leads to this host's own address ${primaryAddress}`] : []),
  ];
}
