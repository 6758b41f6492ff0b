import { isIPv4 } from 'node:net';

/** The documentation ranges (RFC 5737), all /24. The first address of each is the internet's own router. */
const publicRanges = ['192.0.2', '198.51.100', '203.0.113'] as const;

/** Clients get their public addresses from here; servers choose theirs in the two other ranges. */
const clientRange = '198.51.100';

export const gateways: readonly string[] = publicRanges.map((range) => `${range}.1`);
export const nameServerAddress = '192.0.2.53';

/** What the internet does not carry (RFC 1918, RFC 6598, RFC 3927). */
export const privateRanges: readonly string[] = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

export function gatewayOf(address: string): string {
  return address.replace(/\d+$/, '1');
}

/** Throws for an address that a server of the lab cannot have. */
export function checkServerAddress(address: string): void {
  const range = address.replace(/\.\d+$/, '');
  const allowed = publicRanges.filter((known) => known !== clientRange);
  const isTaken = gateways.includes(address) || address === nameServerAddress;
  if (isIPv4(address) && allowed.some((known) => known === range) && !isTaken) return;
  throw new Error(
    `Expected a server address in ${allowed.map((known) => `${known}.0/24`).join(' or ')}, other than ` +
      `${[...gateways, nameServerAddress].join(', ')}; got "${address}".`,
  );
}

/** Hands out addresses, each once. */
export class AddressPlan {
  #nextClient = 10;
  #nextHomeNetwork = 1;
  #nextServerNetwork = 1;

  nextClientAddress(): string {
    return `${clientRange}.${this.#nextClient++}`;
  }

  /** The first three numbers of a home network, such as 192.168.1. */
  nextHomeNetwork(): string {
    return `192.168.${this.#nextHomeNetwork++}`;
  }

  /** The first three numbers of a cloud provider's network, such as 10.0.1. */
  nextServerNetwork(): string {
    return `10.0.${this.#nextServerNetwork++}`;
  }
}
