import type { NetworkInterfaceInfo } from 'node:os';
import { type AddressSource, outcomeOf } from './address-source.ts';
import { isGlobalAddress } from './global-address.ts';

/** As `networkInterfaces` of node:os gives them. */
export type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** The global addresses, IPv4 and IPv6, that this host itself has. */
export function createInterfaceSource(readInterfaces: () => Interfaces): AddressSource {
  return {
    name: 'interface',
    asked: "this host's interfaces",
    timeoutMs: READING_TIMEOUT_MS,
    ask: async () =>
      outcomeOf(
        Object.entries(readInterfaces()).flatMap(([name, entries = []]) =>
          entries
            .filter(({ address, internal }) => !internal && isGlobalAddress(address))
            .map(({ address }) => ({ address, where: `this host's interface ${name}` })),
        ),
      ),
  };
}

/** A call to the kernel; nothing is waited for. */
const READING_TIMEOUT_MS = 100;
