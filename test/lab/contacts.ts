import type { LinkEnd } from './namespace.ts';
import { run } from './run.ts';

const TABLE = 'contacts';

/** Remembers every IPv4 address that something is sent to over a cable; resolves with a function that tells them. */
export async function watchContacts({
  namespace,
  device,
}: LinkEnd): Promise<() => Promise<readonly string[]>> {
  const input = `
table netdev ${TABLE} {
  set seen {
    type ipv4_addr
    size 65535
    flags dynamic
  }
  chain ingress {
    type filter hook ingress device "${device}" priority -10; policy accept;
    update @seen { ip daddr }
  }
}
`;
  await run(['nft', '-f', '-'], { input }, namespace);
  return async () => {
    const { stdout } = await run(['nft', '--json', 'list', 'set', 'netdev', TABLE, 'seen'], {}, namespace);
    const [, { set }]: [unknown, { set: { elem?: (string | { elem: { val: string } })[] } }] =
      JSON.parse(stdout).nftables;
    return (set.elem ?? [])
      .map((element) => (typeof element === 'string' ? element : element.elem.val))
      .sort();
  };
}
