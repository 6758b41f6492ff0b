import { isIPv4 } from 'node:net';
import type { Problem } from '../result.ts';
import { addressesOf, type Finding, hasAddress } from './address-source.ts';
import type { AddressQuestion, ChosenAddress } from './decide-public-address.ts';
import { domainWarnings } from './domain-warnings.ts';
import { isGlobalAddress } from './global-address.ts';
import { shownAddresses } from './shown-findings.ts';

/** What is to be said about a decision that stands all the same: sources that contradict it, or do not bear it out. */
export function addressWarnings(question: AddressQuestion, chosen: ChosenAddress | null): readonly Problem[] {
  return [
    ...settingWarnings(question),
    ...hostWarnings(question, chosen),
    ...domainWarnings(question, chosen),
  ];
}

function settingWarnings({ networkMode, publicIp }: AddressQuestion): readonly Problem[] {
  if (publicIp === null || networkMode === 'auto') return [];
  if (networkMode === 'lan' && isGlobalAddress(publicIp)) {
    return [
      {
        code: 'public-ip-in-lan',
        cause: `NETWORK_MODE is lan, and PUBLIC_IP is ${publicIp}, an address of the internet`,
        cure: 'Remove one of the two from .env.',
      },
    ];
  }
  if (networkMode === 'public' && !isGlobalAddress(publicIp)) {
    return [
      {
        code: 'public-ip-not-public',
        cause: `NETWORK_MODE is public, and PUBLIC_IP is ${publicIp}, an address that the internet does not lead to`,
        cure: 'Set PUBLIC_IP to the address that your provider shows for this host, or NETWORK_MODE=lan.',
      },
    ];
  }
  return [];
}

/** What the interfaces and the cloud say; DNS has the casting vote, so nothing when it names the chosen address. */
function hostWarnings(question: AddressQuestion, chosen: ChosenAddress | null): readonly Problem[] {
  const { networkMode, publicIp, findings, primaryAddress } = question;
  if (networkMode === 'lan' || publicIp !== null) return [];
  if (chosen === null || chosen.source.name === 'domain') return findings.flatMap(metadataFailure);
  if (hasAddress(addressesOf(findings, 'domain'), chosen.address)) return [];
  const onInterfaces = addressesOf(findings, 'interface').filter(({ address }) => isIPv4(address));
  const metadata = addressesOf(findings, 'metadata');
  const agree = metadata.some(({ address }) => hasAddress(onInterfaces, address));
  if (onInterfaces.length > 0 && metadata.length > 0 && !agree) {
    return [
      {
        code: 'sources-disagree',
        cause: `the public address of this host is to be one; found ${shownAddresses([...onInterfaces, ...metadata])}; ${chosen.address} is used`,
        cure: 'Set PUBLIC_IP in .env to the one that others are to use.',
      },
    ];
  }
  if (chosen.source.name === 'interface' && primaryAddress !== null && chosen.address !== primaryAddress) {
    return [
      {
        code: 'not-primary',
        cause: `${chosen.address} (${chosen.source.where}) is the only public address of this host, but its way to the internet is ${primaryAddress}`,
        cure: 'Set PUBLIC_IP in .env to the address under which the world reaches this host.',
      },
    ];
  }
  return [];
}

/** Worth a word only where the interfaces have not said an address either. */
function metadataFailure({ source, asked, outcome }: Finding): readonly Problem[] {
  if (source !== 'metadata' || outcome.kind !== 'failed') return [];
  return [
    {
      code: 'metadata-failed',
      cause: `${asked} is to tell the public address of this host; found: ${outcome.why}`,
      cure: 'Set PUBLIC_IP in .env to the address that your provider shows for this host.',
    },
  ];
}
