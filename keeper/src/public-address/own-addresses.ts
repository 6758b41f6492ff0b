import { networkInterfaces } from 'node:os';

/** Devices that container engines and virtual machines make for themselves. */
const INNER_DEVICE = /^(?:docker|br-|veth|virbr|cni|podman|lxc|lxd)/;

/** All addresses of this host that others might reach it under; without link-local ones and those of containers. */
export function ownAddresses(): readonly string[] {
  return Object.entries(networkInterfaces())
    .flatMap(([device, addresses]) => (INNER_DEVICE.test(device) ? [] : (addresses ?? [])))
    .filter(({ internal, address }) => !internal && !/^(?:fe80:|169\.254\.)/i.test(address))
    .map(({ address }) => address);
}
