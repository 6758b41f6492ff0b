import { createSocket } from 'node:dgram';

/** Addresses of the internet that nobody has (RFC 5737, RFC 3849); nothing is sent to them. */
const SOMEWHERE = { udp4: '198.51.100.1', udp6: '2001:db8::1' } as const;
const DISCARD_PORT = 9;

/**
 * The IPv4 (or, for `udp6`, IPv6) address that this host uses towards the internet: what the kernel picks for a UDP
 * socket that is connected there, which sends nothing. Null when there is no way to the internet.
 */
export function primaryAddress(family: 'udp4' | 'udp6' = 'udp4'): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket(family);
    const finish = (address: string | null) => {
      socket.close();
      resolve(address);
    };
    socket.once('error', () => finish(null));
    socket.connect(DISCARD_PORT, SOMEWHERE[family], () => {
      const { address } = socket.address();
      // Without a route the socket keeps the address of no interface.
      finish(/^(?:0\.0\.0\.0$|127\.|::1?$)/.test(address) ? null : address);
    });
  });
}
