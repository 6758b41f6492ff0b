import { run } from './run.ts';

/** One end of a veth pair. */
export interface LinkEnd {
  readonly namespace: string;
  readonly device: string;
}

export interface NamespaceSetup {
  /** Lines for `ip -batch`, beside loopback. */
  readonly ip?: readonly string[];
  /** A file for `nft -f`. */
  readonly rules?: string;
  readonly forwards?: boolean;
}

/** `ip -batch` on this machine's own network, or inside a namespace. */
export async function runIpBatch(lines: readonly string[], namespace?: string): Promise<void> {
  await run(['ip', ...(namespace === undefined ? [] : ['-n', namespace]), '-batch', '-'], {
    input: `${lines.join('\n')}\n`,
  });
}

/**
 * The batch lines that join two namespaces. The pair is born inside them: this machine's own network never sees it.
 * Without an IPv6 address there is no wait for duplicate address detection; the lab is IPv4 only.
 */
export function vethPair(a: LinkEnd, b: LinkEnd): readonly string[] {
  return [`link add ${a.device} netns ${a.namespace} type veth peer name ${b.device} netns ${b.namespace}`];
}

/** The batch lines, inside a namespace, that bring a device up with one address. */
export function deviceUp(device: string, address: string, gateway?: string): readonly string[] {
  return [
    `link set ${device} addrgenmode none`,
    `addr add ${address}/24 dev ${device}`,
    `link set ${device} up`,
    ...(gateway === undefined ? [] : [`route add default via ${gateway}`]),
  ];
}

/**
 * Resolves when the device carries packets in the eyes of programs, too. The kernel says so a moment after it does, and a
 * browser that starts in between takes it for a change of network: its gathering then hangs for seconds.
 */
export async function waitUntilUp({ namespace, device }: LinkEnd): Promise<void> {
  const look = `ip -brief link show dev ${device} | grep -q ' UP '`;
  const script = `for i in $(seq 250); do if ${look}; then exit 0; fi; sleep 0.02; done; ip link; exit 1`;
  await run(['sh', '-c', script], {}, namespace);
}

/** One shell for everything: starting processes is what building a lab spends its time on. */
export async function configureNamespace(namespace: string, setup: NamespaceSetup): Promise<void> {
  const script = ['set -e', "ip -batch - <<'END'", 'link set lo up', ...(setup.ip ?? []), 'END'];
  if (setup.rules !== undefined) script.push("nft -f - <<'END'", setup.rules, 'END');
  if (setup.forwards) script.push('echo 1 > /proc/sys/net/ipv4/ip_forward');
  await run(['sh'], { input: `${script.join('\n')}\n` }, namespace);
}
