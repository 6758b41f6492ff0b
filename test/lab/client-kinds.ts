import { nameServerAddress } from './address-plan.ts';

export type ClientKind = 'open' | 'cone' | 'symmetric' | 'udp-blocked' | 'tcp-443-only' | 'udp-3478-blocked';

export interface ClientNat {
  /** The nftables statement that gives a flow its public port. */
  readonly translation: 'masquerade' | 'masquerade fully-random';
  /** nftables rules for the first packet of a flow from inside; what none of them accepts is dropped. */
  readonly outbound: readonly string[];
}

interface ClientNetwork {
  readonly why: string;
  /** Absent: a public address of its own and no filter. */
  readonly nat?: ClientNat;
}

const nameLookups = [
  `ip daddr ${nameServerAddress} udp dport 53 accept`,
  `ip daddr ${nameServerAddress} tcp dport 53 accept`,
];

// Every filter drops in silence, as the firewalls do that make calls fail by timeout and not by an error.
export const clientKinds: Readonly<Record<ClientKind, ClientNetwork>> = {
  open: {
    why: 'A public address, nothing between: what a direct connection needs least.',
  },
  cone: {
    why: 'Most home routers: the public port stays the same for every destination, so a direct connection works.',
    nat: { translation: 'masquerade', outbound: ['accept'] },
  },
  symmetric: {
    why: 'Carriers and many companies: another public port for each destination, so what STUN saw is of no use to a peer. Two of these need a relay.',
    nat: { translation: 'masquerade fully-random', outbound: ['accept'] },
  },
  'udp-blocked': {
    why: 'Hotels and offices that let no UDP out but name lookups: media needs TURN over TCP.',
    nat: { translation: 'masquerade', outbound: [...nameLookups, 'meta l4proto udp drop', 'accept'] },
  },
  'tcp-443-only': {
    why: 'The strictest network a browser still works in: everything has to fit through TCP port 443.',
    nat: { translation: 'masquerade', outbound: [...nameLookups, 'tcp dport 443 accept'] },
  },
  'udp-3478-blocked': {
    why: 'Offices that know the port of STUN and TURN and let other UDP pass.',
    nat: { translation: 'masquerade', outbound: ['udp dport 3478 drop', 'accept'] },
  },
};
