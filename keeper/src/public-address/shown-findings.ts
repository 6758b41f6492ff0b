import type { Finding, FoundAddress, Outcome } from './address-source.ts';

/** Every source that was asked and what it said, as a clause. */
export function shownFindings(findings: readonly Finding[]): string {
  return findings.map(({ asked, outcome }) => shownOutcome(asked, outcome)).join('; ');
}

/** "203.0.113.10 (this host's interface eth0), 203.0.113.11 (this host's interface eth1)". */
export function shownAddresses(found: readonly FoundAddress[]): string {
  return found.map(({ address, where }) => `${address} (${where})`).join(', ');
}

function shownOutcome(asked: string, outcome: Outcome): string {
  switch (outcome.kind) {
    case 'addresses':
      return shownAddresses(outcome.addresses);
    case 'none':
      return `none (${asked})`;
    case 'failed':
      return `no answer (${asked}: ${outcome.why})`;
  }
}
