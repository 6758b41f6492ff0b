import { isIPv4 } from 'node:net';
import { failure, type Problem, type Result, success } from '../result.ts';
import { addressesOf, type FoundAddress, hasAddress, type SourceName } from './address-source.ts';
import { addressWarnings } from './address-warnings.ts';
import { isGlobalAddress } from './global-address.ts';
import type { AddressSettings, Observation } from './observe-host.ts';
import { shownFindings } from './shown-findings.ts';

export interface PublicAddressDecision {
  /** `lan`: nobody is expected from outside of this host's own network. */
  readonly mode: 'public' | 'lan';
  /** IPv4, as others call this host; null: they call it by its primary address. In `lan` only ever PUBLIC_IP. */
  readonly publicAddress: string | null;
  /** IPv6 of this host itself, with a way to the internet. */
  readonly publicAddress6: string | null;
  /** IPv4 of this host itself, where what is sent to the public address arrives; null when it has no network. */
  readonly primaryAddress: string | null;
  /** Why it is this mode and address; null: nothing was found. */
  readonly source: DecisionSource | null;
  /** The decision stands all the same. */
  readonly warnings: readonly Problem[];
}

export interface DecisionSource {
  readonly name: 'PUBLIC_IP' | 'NETWORK_MODE' | SourceName;
  /** For people; follows "from". */
  readonly where: string;
}

export type AddressQuestion = AddressSettings & Observation;

export interface ChosenAddress {
  readonly address: string;
  readonly source: DecisionSource;
}

/**
 * Under which address the world reaches this host. PUBLIC_IP wins. Otherwise what this host has wins over what DNS says
 * about it, since a record may lead to a CDN or to where the host once was; but of several that it has, the one that DNS
 * names. A global IPv6 address alone makes no public host: too many people have only IPv4.
 */
export function decidePublicAddress(question: AddressQuestion): Result<PublicAddressDecision> {
  const { networkMode, findings, primaryAddress } = question;
  const chosen = chooseAddress(question);
  if (networkMode === 'public' && chosen === null) {
    return failure(
      'no-public-address',
      `NETWORK_MODE is public, and a public IPv4 address of this host is to be found; found ${shownFindings(findings)}`,
      'Set PUBLIC_IP in .env to the address that your provider shows for this host, or NETWORK_MODE=lan if only its own network is to reach it.',
    );
  }
  const isPublic =
    networkMode === 'public' ||
    (networkMode === 'auto' && chosen !== null && isGlobalAddress(chosen.address));
  const isOwn = chosen !== null && hasAddress(addressesOf(findings, 'interface'), chosen.address);
  const fallback = networkMode === 'lan' ? ({ name: 'NETWORK_MODE', where: 'NETWORK_MODE' } as const) : null;
  return success({
    mode: isPublic ? 'public' : 'lan',
    publicAddress: chosen?.address ?? null,
    publicAddress6: isPublic ? publicAddress6(question) : null,
    primaryAddress: isOwn ? chosen.address : primaryAddress,
    source: chosen?.source ?? fallback,
    warnings: addressWarnings(question, chosen),
  });
}

function chooseAddress({
  networkMode,
  publicIp,
  findings,
  primaryAddress,
}: AddressQuestion): ChosenAddress | null {
  if (publicIp !== null) return { address: publicIp, source: { name: 'PUBLIC_IP', where: 'PUBLIC_IP' } };
  if (networkMode === 'lan') return null;
  const records = addressesOf(findings, 'domain');
  const onInterfaces = candidates('interface', addressesOf(findings, 'interface'));
  const own = [
    ...onInterfaces.filter(({ address }) => address === primaryAddress),
    // What arrives at the address that a cloud maps comes in at the primary one, unlike what arrives at another.
    ...candidates('metadata', addressesOf(findings, 'metadata')),
    ...onInterfaces,
  ];
  const named = own.find(({ address }) => hasAddress(records, address));
  // Of several records that are none of ours, each may be anybody's.
  const onlyRecord = records.length === 1 ? candidates('domain', records) : [];
  return named ?? own[0] ?? onlyRecord[0] ?? null;
}

function candidates(name: SourceName, found: readonly FoundAddress[]): readonly ChosenAddress[] {
  return found
    .filter(({ address }) => isIPv4(address) && isGlobalAddress(address))
    .map(({ address, where }) => ({ address, source: { name, where } }));
}

/** The one that DNS names, if this host has it; else the one that the kernel would use. */
function publicAddress6({ findings, primaryAddress6 }: AddressQuestion): string | null {
  if (primaryAddress6 === null) return null;
  const own = addressesOf(findings, 'interface');
  const named = addressesOf(findings, 'domain6').find(({ address }) => hasAddress(own, address));
  return named?.address ?? (isGlobalAddress(primaryAddress6) ? primaryAddress6 : null);
}
