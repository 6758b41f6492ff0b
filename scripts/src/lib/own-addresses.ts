import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';

/** An address of the internet that nobody has (RFC 5737); nothing is sent to it. */
const SOMEWHERE = '198.51.100.1';
const DISCARD_PORT = 9;

/**
 * The IPv4 address that this host uses towards the internet: what the kernel picks for a UDP socket that is connected
 * there, which sends nothing. Null when there is no way to the internet.
 */
export function primaryAddress(): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (address: string | null) => {
      socket.close();
      resolve(address);
    };
    socket.once('error', () => finish(null));
    socket.connect(DISCARD_PORT, SOMEWHERE, () => {
      const { address } = socket.address();
      // Without a route the socket keeps the address of no interface.
      finish(address === '0.0.0.0' || address.startsWith('127.') ? null : address);
    });
  });
}

/** All addresses of this host that others might reach it under; without link-local ones. */
export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !/^(?:fe80:|169\.254\.)/i.test(address))
    .map(({ address }) => address);
}
