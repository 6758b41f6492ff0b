import { lookup } from 'node:dns/promises';

/** The address of a name or of an address; IPv4 first, since coturn relays over IPv4. Null when there is none now. */
export async function resolveHost(host: string): Promise<string | null> {
  try {
    return (await lookup(host, { order: 'ipv4first' })).address;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === 'getaddrinfo') return null;
    throw error;
  }
}

/** Every address of a name, of both families. */
export async function lookupAllAddresses(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}
