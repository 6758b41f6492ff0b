import { type Finding, outcomeOf, type SourceName } from '../address-source.ts';
import type { AddressQuestion } from '../decide-public-address.ts';

const ASKED: Readonly<Record<SourceName, string>> = {
  interface: "this host's interfaces",
  metadata: "the cloud's metadata service",
  domain: 'the A record of call.example.org',
  domain6: 'the AAAA record of call.example.org',
};

/** What a source has found; without addresses: none. */
export function found(source: SourceName, ...addresses: readonly string[]): Finding {
  const asked = ASKED[source];
  const where = source === 'interface' ? "this host's interface eth0" : asked;
  return { source, asked, outcome: outcomeOf(addresses.map((address) => ({ address, where }))) };
}

export function failed(source: SourceName, why = 'ETIMEOUT'): Finding {
  return { source, asked: ASKED[source], outcome: { kind: 'failed', why } };
}

/** A host on a network that it shares with nobody, about which nothing was said. */
export const UNKNOWN_HOST: AddressQuestion = {
  networkMode: 'auto',
  publicIp: null,
  domain: null,
  findings: [found('interface')],
  primaryAddress: '10.0.1.10',
  primaryAddress6: null,
};
