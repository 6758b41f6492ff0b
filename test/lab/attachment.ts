import { gatewayOf } from './address-plan.ts';
import type { Internet } from './internet.ts';
import { configureNamespace, deviceUp, type LinkEnd, vethPair, waitUntilUp } from './namespace.ts';
import { lanDevice, wanDevice } from './router-rules.ts';

/** The device of every host, inside its namespace. */
const hostDevice = 'eth0';

/** How a host is joined to the internet. */
export interface Attachment {
  readonly address: string;
  readonly publicAddress: string;
  /** The two ends of the host's own cable. */
  readonly inside: LinkEnd;
  readonly outside: LinkEnd;
  /** The router's end of the cable to the internet, when there is a router. */
  readonly wan?: LinkEnd;
}

export async function attachDirectly(
  internet: Internet,
  namespace: string,
  address: string,
): Promise<Attachment> {
  const inside = { namespace, device: hostDevice };
  const outside = await internet.plug(inside, [`netns add ${namespace}`]);
  await configureNamespace(namespace, { ip: deviceUp(hostDevice, address, gatewayOf(address)) });
  await waitUntilUp(inside);
  return { address, publicAddress: address, inside, outside };
}

/** `network`: the first three numbers of the network behind the router. */
export async function attachBehindRouter(
  internet: Internet,
  namespace: string,
  { publicAddress, network, rules }: { publicAddress: string; network: string; rules: string },
): Promise<Attachment> {
  // A host's name has no dot, so no host can have this name.
  const router = `${namespace}.router`;
  const inside = { namespace, device: hostDevice };
  const outside = { namespace: router, device: lanDevice };
  const wan = { namespace: router, device: wanDevice };
  await internet.plug(wan, [`netns add ${namespace}`, `netns add ${router}`, ...vethPair(inside, outside)]);
  const address = `${network}.2`;
  const gateway = gatewayOf(address);
  await Promise.all([
    configureNamespace(router, {
      ip: [...deviceUp(lanDevice, gateway), ...deviceUp(wanDevice, publicAddress, gatewayOf(publicAddress))],
      rules,
      forwards: true,
    }),
    configureNamespace(namespace, { ip: deviceUp(hostDevice, address, gateway) }),
  ]);
  await Promise.all([inside, wan].map(waitUntilUp));
  return { address, publicAddress, inside, outside, wan };
}
