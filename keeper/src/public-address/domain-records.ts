import { NODATA, NOTFOUND, Resolver } from 'node:dns/promises';
import { type AddressSource, failureText, type Outcome, outcomeOf } from './address-source.ts';

const DNS_TIMEOUT_MS = 2_000;

/** Why less than half: when the first name server is dead, the second is to have its chance. */
const NAME_SERVER_TIMEOUT_MS = 900;

/** What DNS says about a name: its A records (IPv4) or its AAAA records (IPv6). */
export function createDomainSource(
  domain: string,
  record: 'A' | 'AAAA',
  nameServers?: readonly string[],
): AddressSource {
  const asked = `the ${record} record of ${domain}`;
  return {
    name: record === 'A' ? 'domain' : 'domain6',
    asked,
    timeoutMs: DNS_TIMEOUT_MS,
    async ask(signal) {
      // One each time: it reads resolv.conf when it is made, and networks change.
      const resolver = new Resolver({ timeout: NAME_SERVER_TIMEOUT_MS, tries: 1 });
      if (nameServers) resolver.setServers(nameServers);
      signal.addEventListener('abort', () => resolver.cancel());
      try {
        const addresses = await (record === 'A' ? resolver.resolve4(domain) : resolver.resolve6(domain));
        // Name servers turn the order of records with every answer.
        return outcomeOf(addresses.sort().map((address) => ({ address, where: asked })));
      } catch (error) {
        return withoutRecords(error);
      }
    },
  };
}

/** That a name has no such record, or does not exist, is an answer. */
function withoutRecords(error: unknown): Outcome {
  const code = failureText(error);
  if (code === NODATA || code === NOTFOUND) return { kind: 'none' };
  throw error;
}
