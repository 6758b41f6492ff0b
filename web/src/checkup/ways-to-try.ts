import type { TurnObservation } from '#diagnosis';
import type { TurnServer } from './create-checkup.ts';

/** One URL over one family of addresses, where that can be chosen. */
export interface Way {
  /** With the address in the place of the name, where a family was to be chosen. */
  readonly server: TurnServer;
  /** As it was handed out. */
  readonly url: string;
  readonly family: TurnObservation['family'];
}

/**
 * A name may have addresses of both families, of which a browser takes one and says nothing. So each family is tried by
 * an address of its own; over TLS the name has to stay, because the certificate is for it.
 * @param addresses of the relay; empty: not known
 */
export function waysToTry(server: TurnServer, addresses: readonly string[]): readonly Way[] {
  const { url } = server;
  const v4 = addresses.find((address) => !address.includes(':'));
  const v6 = addresses.find((address) => address.includes(':'));
  const rest = /^turn:[^:?[\]]+(.*)$/.exec(url)?.[1];
  if (v4 === undefined || v6 === undefined || rest === undefined) {
    const isOnly = v4 === undefined ? (v6 === undefined ? null : 'ipv6') : v6 === undefined ? 'ipv4' : null;
    return [{ server, url, family: isOnly }];
  }
  return [
    { server: { ...server, url: `turn:${v4}${rest}` }, url, family: 'ipv4' },
    { server: { ...server, url: `turn:[${v6}]${rest}` }, url, family: 'ipv6' },
  ];
}
