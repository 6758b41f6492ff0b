import { gateways, nameServerAddress, privateRanges } from './address-plan.ts';
import { configureNamespace, type LinkEnd, runIpBatch, vethPair } from './namespace.ts';

const bridge = 'internet';
/**
 * A bridge without an address of its own takes the lowest of its ports' addresses: with a new port it can change, and
 * who was there before sends into the void until its ARP entry has been probed, about ten seconds.
 */
const bridgeLinkAddress = '02:00:00:00:00:01';

/** Refuses private addresses as sender or receiver, as providers do (BCP 38), also between neighbours. */
const rules = `
table bridge provider {
  chain prerouting {
    type filter hook prerouting priority filter; policy accept;
    ip saddr { ${privateRanges.join(', ')} } drop
    ip daddr { ${privateRanges.join(', ')} } drop
  }
}`;

/** The namespace with the bridge that every public address is plugged into, and the router between the ranges. */
export class Internet {
  readonly namespace: string;
  #nextPort = 1;

  constructor(namespace: string) {
    this.namespace = namespace;
  }

  async open(): Promise<void> {
    await runIpBatch([
      `netns add ${this.namespace}`,
      `link add ${bridge} address ${bridgeLinkAddress} netns ${this.namespace} type bridge`,
    ]);
    await configureNamespace(this.namespace, {
      ip: [
        `link set ${bridge} addrgenmode none`,
        ...[...gateways, nameServerAddress].map((address) => `addr add ${address}/24 dev ${bridge}`),
        `link set ${bridge} up`,
      ],
      rules,
      forwards: true,
    });
  }

  /** Runs the batch that makes a host's namespaces and links, and plugs `end` into the bridge. */
  async plug(end: LinkEnd, batch: readonly string[]): Promise<LinkEnd> {
    const port = { namespace: this.namespace, device: `port${this.#nextPort++}` };
    await runIpBatch([...batch, ...vethPair(end, port)]);
    await runIpBatch(
      [
        `link set ${port.device} addrgenmode none`,
        `link set ${port.device} master ${bridge}`,
        `link set ${port.device} up`,
      ],
      this.namespace,
    );
    return port;
  }
}
