import type { Outcome } from '#keeper/public-address/address-source';
import type { Result } from '#keeper/result';
import type { Summary } from '#keeper/site/summary';
import { type Finding, failed, pass, skipped, warning } from './finding.ts';

export interface AddressSight {
  /** Null: the host has no name. */
  readonly domain: string | null;
  /** Its A record. */
  readonly record: Outcome | null;
  readonly summary: Result<Pick<Summary, 'address' | 'warnings'>>;
}

export function judgeAddress({ domain, record, summary }: AddressSight): readonly Finding[] {
  const address = summary.ok ? summary.value.address : null;
  return [judgeName(domain, record, address), judgeAgreement(summary)];
}

function judgeName(domain: string | null, record: Outcome | null, address: string | null): Finding {
  if (domain === null || record === null) return skipped('dns', 'there is no DOMAIN in .env');
  const make = `Make an A record of ${domain} with the public address of this host, at who manages the name.`;
  if (record.kind === 'failed')
    return failed('dns', `DNS does not say: ${record.why}`, 'Look at the name servers of this host.');
  if (record.kind === 'none') return failed('dns', `${domain} has no A record`, make);
  const addresses = record.addresses.map((found) => found.address);
  if (address === null) return skipped('dns', 'the address of this host is not known');
  if (addresses.includes(address)) return pass('dns', `${domain} leads to ${address}`);
  return failed('dns', `${domain} leads to ${addresses.join(', ')}, and this host is ${address}`, make);
}

function judgeAgreement(summary: AddressSight['summary']): Finding {
  if (!summary.ok) return skipped('address', 'the keeper could not be asked');
  const { address, warnings } = summary.value;
  if (warnings.length > 0)
    return warning('address', warnings.join(' '), 'Set DOMAIN and PUBLIC_IP in .env as they are.');
  return pass('address', address ?? 'this host has no network');
}
