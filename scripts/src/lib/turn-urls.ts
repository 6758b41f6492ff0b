export interface TurnUrlOptions {
  readonly primaryAddress: string;
  /** How the world calls this host; null: as it calls itself. */
  readonly publicAddress: string | null;
  readonly port: number;
}

/**
 * What pages are told (RFC 7065). Each URL costs an allocation per connection, so no more than are needed: UDP and, for
 * networks without it, TCP. Behind NAT also the own address, because many routers do not let their own network reach
 * them from behind.
 */
export function turnUrls({ primaryAddress, publicAddress, port }: TurnUrlOptions): readonly string[] {
  const address = publicAddress ?? primaryAddress;
  const behindNat = address !== primaryAddress;
  return [
    `turn:${address}:${port}?transport=udp`,
    `turn:${address}:${port}?transport=tcp`,
    ...(behindNat ? [`turn:${primaryAddress}:${port}?transport=udp`] : []),
  ];
}
