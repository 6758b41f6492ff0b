import { type Result, success } from '../result.ts';
import { limitLine, relayPorts } from './render-guard.ts';

/** Of coturn in its container, and so on the host; Dockerfile. */
export const TURN_UID = 10_003;

export interface OpenGuard {
  /** The text of turnserver.conf, which names the relay ports. */
  readonly policy: string;
  readonly listeningPort: number;
  readonly proxyPort: number;
  /** Of all answers together, in Mbit/s; null: no limit. */
  readonly maxMbit: number | null;
}

/**
 * The guard of an open relay: nftables rules in the host's own network, for packets of coturn's user alone. Public
 * addresses are reached, this host's services and everything that is not public are not, whatever coturn's own lists let
 * through. Safe to load twice.
 */
export function renderOpenGuard({ policy, listeningPort, proxyPort, maxMbit }: OpenGuard): Result<string> {
  const range = relayPorts(policy);
  if (!range.ok) return range;
  const ports = range.value;
  return success(`# Made by Burrow's keeper: where the open relay may send to, and who may pretend to be HAProxy.
table inet burrow_guard
delete table inet burrow_guard
table inet burrow_guard {
  set special4 { type ipv4_addr; flags interval; elements = {
    0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.168.0.0/16,
    198.18.0.0/15, 224.0.0.0/3 } }
  set special6 { type ipv6_addr; flags interval; elements = {
    ::/96, ::ffff:0:0/96, ::ffff:0:0:0/96, 64:ff9b::/96, 64:ff9b:1::/48, 100::/64, 2001::/23, 2002::/16, fc00::/7,
    fe80::/10, fec0::/10, ff00::/8 } }
  chain output {
    type filter hook output priority filter; policy accept;
    meta skuid != ${TURN_UID} return
${limitLine(`${listeningPort}, ${proxyPort}`, maxMbit)}    udp sport ${listeningPort} accept
    tcp sport ${proxyPort} accept
    meta l4proto != udp counter drop
    udp sport != ${ports} counter drop
    fib daddr type local udp dport ${ports} accept
    fib daddr type { local, broadcast, multicast, anycast } counter drop
    ip daddr @special4 counter drop
    ip6 daddr @special6 counter drop
  }
  chain input {
    type filter hook input priority filter; policy accept;
    tcp dport ${proxyPort} iifname != { "lo", "docker*", "br-*" } counter drop
  }
}
`);
}
