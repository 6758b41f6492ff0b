import type { ClientNat } from './client-kinds.ts';

/** Devices of a router, inside its namespace. */
export const lanDevice = 'lan';
export const wanDevice = 'wan';

/**
 * A router of clients. Nothing unsolicited comes in: it is dropped in `input`, before conntrack remembers it. Were it
 * remembered, the client's own packet to that peer would find the port taken and leave with another one, and hole
 * punching through a cone NAT would fail by chance.
 */
export function clientRouterRules({ translation, outbound }: ClientNat): string {
  return `
table inet router {
  chain input {
    type filter hook input priority filter; policy drop;
    iifname "${lanDevice}" accept
    ct state established,related accept
  }
  chain forward {
    type filter hook forward priority filter; policy drop;
    ct state established,related accept
    ct state invalid drop
    iifname "${lanDevice}" oifname "${wanDevice}" jump outbound
  }
  chain outbound {
    ${outbound.join('\n    ')}
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    oifname "${wanDevice}" ${translation}
  }
}`;
}

/**
 * A cloud provider's 1:1 NAT: all ports out, in what is let in, and the server reaches itself at its public address too, where it
 * then sees its own public address as the sender.
 */
export function oneToOneRouterRules(
  publicAddress: string,
  privateAddress: string,
  letsIn: readonly string[] = [''],
): string {
  return `
table ip router {
  chain prerouting {
    type nat hook prerouting priority dstnat; policy accept;
    ip daddr ${publicAddress} dnat to ${privateAddress}
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${privateAddress} snat to ${publicAddress}
  }
  chain forward {
    type filter hook forward priority filter; policy drop;
    ct state established,related accept
    iifname "${lanDevice}" accept
    ${letsIn.map((packets) => `${packets} accept`).join('\n    ')}
  }
}`;
}
