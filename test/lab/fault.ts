import { isIPv4 } from 'node:net';
import type { LinkEnd } from './namespace.ts';
import { run } from './run.ts';

/** Which packets a fault swallows; all given conditions must hold, none given means every packet. */
export interface Fault {
  readonly protocol?: 'udp' | 'tcp';
  /** On either side of the packet. Needs a protocol. */
  readonly port?: number;
  /** Of either side, as it is written on this host's own cable. */
  readonly address?: string;
}

/**
 * Swallows packets on a host's cable, in both directions, also of flows that already stand. Both ends drop what comes
 * in: dropping what goes out would tell the sender (EPERM), which no network does.
 */
export async function dropOnCable(
  ends: readonly LinkEnd[],
  name: string,
  fault: Fault,
): Promise<() => Promise<void>> {
  const matches = matchesOf(fault);
  await Promise.all(
    ends.map(({ namespace, device }) =>
      run(['nft', '-f', '-'], { input: table(`${name}_${device}`, device, matches) }, namespace),
    ),
  );
  return async () => {
    await Promise.all(
      ends.map(({ namespace, device }) =>
        run(['nft', 'delete', 'table', 'netdev', `${name}_${device}`], {}, namespace),
      ),
    );
  };
}

function table(name: string, device: string, matches: readonly string[]): string {
  return `
table netdev ${name} {
  chain ingress {
    type filter hook ingress device "${device}" priority filter; policy accept;
    ${matches.map((match) => `${match} drop`).join('\n    ')}
  }
}
`;
}

function matchesOf({ protocol, port, address }: Fault): readonly string[] {
  if (port !== undefined && protocol === undefined) throw new Error('A fault with a port needs a protocol.');
  if (address !== undefined && !isIPv4(address))
    throw new Error(`Expected an IPv4 address, got "${address}".`);
  const packets = protocol === undefined ? [''] : [`meta l4proto ${protocol}`];
  const addresses = address === undefined ? [''] : [`ip saddr ${address}`, `ip daddr ${address}`];
  const ports = port === undefined ? [''] : [`${protocol} sport ${port}`, `${protocol} dport ${port}`];
  return packets.flatMap((a) => addresses.flatMap((b) => ports.map((c) => `${a} ${b} ${c}`.trim())));
}
