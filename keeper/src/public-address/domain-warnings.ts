import { isIPv4 } from 'node:net';
import type { Problem } from '../result.ts';
import { addressesOf, type Finding, type FoundAddress, hasAddress } from './address-source.ts';
import type { AddressQuestion, ChosenAddress } from './decide-public-address.ts';
import { isGlobalAddress } from './global-address.ts';
import { shownAddresses, shownFindings } from './shown-findings.ts';

/** Where the name of the page leads elsewhere than to this host, or nowhere. At most one. */
export function domainWarnings(
  { domain, findings }: AddressQuestion,
  chosen: ChosenAddress | null,
): readonly Problem[] {
  const outcome = findings.find(({ source }) => source === 'domain')?.outcome;
  if (domain === null || outcome === undefined) return [];
  switch (outcome.kind) {
    case 'failed':
      return [lookupFailed(domain, outcome.why)];
    case 'none':
      return [withoutRecord(domain, chosen)];
    case 'addresses': {
      const records = outcome.addresses;
      // Who puts a CDN in front of a name does it for both records; one line is enough.
      if (chosen !== null && hasAddress(records, chosen.address)) return domain6Warnings(domain, findings);
      if (!records.some(({ address }) => isGlobalAddress(address))) {
        return [notPublic(domain, records, chosen)];
      }
      return [chosen === null ? ambiguous(domain, records, findings) : elsewhere(domain, records, chosen)];
    }
  }
}

function lookupFailed(domain: string, why: string): Problem {
  return {
    code: 'domain-lookup-failed',
    cause: `the A record of ${domain} is to be looked up; found: ${why}`,
    cure: 'Check the name servers of this host, in /etc/resolv.conf.',
  };
}

function withoutRecord(domain: string, chosen: ChosenAddress | null): Problem {
  return {
    code: 'domain-without-record',
    cause: `${domain} is to lead to this host; it has no A record`,
    cure: `Add an A record with ${ours(chosen)} where the name was bought, or correct DOMAIN in .env.`,
  };
}

function notPublic(domain: string, records: readonly FoundAddress[], chosen: ChosenAddress | null): Problem {
  return {
    code: 'domain-not-public',
    cause: `${domain} is to lead to this host; it leads to ${list(records)}, where nobody on the internet gets to`,
    cure: `Change the A record to ${ours(chosen)}, or set NETWORK_MODE=lan if only your own network is to find the page.`,
  };
}

function ambiguous(domain: string, records: readonly FoundAddress[], findings: readonly Finding[]): Problem {
  const others = findings.filter(({ source }) => source === 'interface' || source === 'metadata');
  return {
    code: 'domain-ambiguous',
    cause: `${domain} is to lead to this host; it leads to ${list(records)}, and which of them is this host is not known: ${shownFindings(others)}`,
    cure: 'Set PUBLIC_IP in .env to the address of this host, and remove the records that lead elsewhere.',
  };
}

function elsewhere(domain: string, records: readonly FoundAddress[], chosen: ChosenAddress): Problem {
  return {
    code: 'domain-elsewhere',
    cause: `${domain} is to lead to ${chosen.address} (${chosen.source.where}); it leads to ${list(records)}`,
    cure: `If a CDN stands in front of the name (an orange cloud), switch it off there, for it carries no calls. If the record is old, change it to ${chosen.address}. If the record is right, set PUBLIC_IP in .env to what it says.`,
  };
}

function domain6Warnings(domain: string, findings: readonly Finding[]): readonly Problem[] {
  const records = addressesOf(findings, 'domain6');
  const own = addressesOf(findings, 'interface').filter(({ address }) => !isIPv4(address));
  if (records.length === 0 || records.some(({ address }) => hasAddress(own, address))) return [];
  const found = own.length === 0 ? 'which has no global IPv6 address' : `which has ${shownAddresses(own)}`;
  return [
    {
      code: 'domain6-elsewhere',
      cause: `the AAAA record of ${domain} is to lead to this host, ${found}; it leads to ${list(records)}`,
      cure: 'Correct the AAAA record or remove it; browsers try it first.',
    },
  ];
}

function ours(chosen: ChosenAddress | null): string {
  return chosen?.address ?? 'the public address of this host';
}

function list(found: readonly FoundAddress[]): string {
  return found.map(({ address }) => address).join(', ');
}
