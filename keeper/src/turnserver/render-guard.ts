import { failure, type Result, success } from '../result.ts';
import type { HostFacts } from './host-facts.ts';
import { parsePolicy } from './parse-policy.ts';

const KILOBYTES_PER_MBIT = 125;

/** Why a quarter of a second: pictures come in bursts, and what is over the limit is lost. */
const BURST_SECONDS = 0.25;

/**
 * The guard: nftables rules in the network namespace that coturn has for itself. Answers go out to clients, relayed
 * packets from one relay port to another, and nothing else, whatever coturn's own lists let through. Safe to load twice.
 * The port that believes PROXY headers is closed on the device that leads to the world, which whoever loads the rules
 * knows: `nft --define world=eth0`.
 *
 * @param policy the text of turnserver.conf, which names the relay ports
 * @param maxMbit of all relayed traffic together; null: no limit. It is held on what comes in, which is what goes out
 *   again: a packet dropped on its way out is an error to coturn (EPERM), which then closes the connection for good.
 */
export function renderGuard(
  policy: string,
  { listeningPort, isolated, relayAddress }: Pick<HostFacts, 'listeningPort' | 'isolated' | 'relayAddress'>,
  maxMbit: number | null,
): Result<string> {
  const range = relayPorts(policy);
  if (!range.ok) return range;
  const ports = range.value;
  const tcp = isolated === null ? [] : [`tcp sport ${isolated.proxyPort} accept`];
  const udpPorts = [listeningPort, ...(isolated === null ? [] : [isolated.secondPort])].join(', ');
  const clientPorts = [udpPorts, ...(isolated === null ? [] : [isolated.proxyPort])].join(', ');
  return success(`# Made by Burrow's keeper: what may leave coturn's network namespace, and enter it.
table inet burrow_guard
delete table inet burrow_guard
table inet burrow_guard {
  chain output {
    type filter hook output priority filter; policy drop;
    udp sport { ${udpPorts} } accept
${tcp.map((line) => `    ${line}\n`).join('')}    ip saddr ${relayAddress} ip daddr ${relayAddress} udp sport ${ports} udp dport ${ports} accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } accept
    counter drop
  }
  chain input {
    type filter hook input priority filter; policy drop;
    iifname "lo" accept
${limitLine(clientPorts, maxMbit)}    udp dport { ${udpPorts} } accept
${isolated === null ? '' : `    iifname != $world tcp dport ${isolated.proxyPort} accept\n`}    icmp type { destination-unreachable, time-exceeded } accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert, packet-too-big } accept
    counter drop
  }
}
`);
}

/** The ports of relayed connections, as "first-last", from the text of turnserver.conf. */
export function relayPorts(policy: string): Result<string> {
  const { lines } = parsePolicy(policy);
  const options = lines.filter((line) => line.kind === 'option');
  const portOf = (name: string) => options.find((option) => option.name === name)?.value;
  const [first, last] = [portOf('min-port'), portOf('max-port')];
  if (/^\d{1,5}$/.test(first ?? '') && /^\d{1,5}$/.test(last ?? '')) return success(`${first}-${last}`);
  return failure(
    'relay-ports',
    'turnserver.conf is to have min-port and max-port, each a port',
    'Put the lines back.',
  );
}

export function limitLine(clientPorts: string, maxMbit: number | null): string {
  if (maxMbit === null) return '';
  const rate = maxMbit * KILOBYTES_PER_MBIT;
  const burst = Math.ceil(rate * BURST_SECONDS);
  return `    meta l4proto { tcp, udp } th dport { ${clientPorts} } limit rate over ${rate} kbytes/second burst ${burst} kbytes counter drop\n`;
}
