import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { createTestClock } from '../../../signaling/src/core/testing/test-clock.ts';
import { askSource } from './address-source.ts';
import { createInterfaceSource, type Interfaces } from './own-interfaces.ts';

const has = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...{ address, internal, mac: '00:00:00:00:00:00', cidr: null },
  ...(address.includes(':')
    ? { family: 'IPv6', netmask: 'ffff:ffff:ffff:ffff::', scopeid: 0 }
    : { family: 'IPv4', netmask: '255.255.255.0' }),
});
const outcome = async (interfaces: Interfaces) =>
  (
    await askSource(
      createInterfaceSource(() => interfaces),
      createTestClock(),
    )
  ).outcome;

test('global addresses are found, with the interface that has them, and no others', async () => {
  expect(
    await outcome({
      lo: [has('127.0.0.1', true), has('::1', true), has('198.51.100.1', true)],
      eth0: [has('203.0.113.10'), has('10.0.0.5'), has('2a01:4f8:c0c:1::1'), has('fe80::1')],
      docker0: [has('172.17.0.1'), has('fd00::1')],
      wg0: undefined,
    }),
  ).toEqual({
    kind: 'addresses',
    addresses: [
      { address: '203.0.113.10', where: "this host's interface eth0" },
      { address: '2a01:4f8:c0c:1::1', where: "this host's interface eth0" },
    ],
  });
});

test('a host with only private addresses has none', async () => {
  expect(await outcome({ eth0: [has('192.168.1.5')] })).toEqual({ kind: 'none' });
});

test('a kernel that does not let itself be asked is a failure', async () => {
  const source = createInterfaceSource(() => {
    throw Object.assign(new Error('uv_interface_addresses'), { code: 'ERR_SYSTEM_ERROR' });
  });
  expect((await askSource(source, createTestClock())).outcome).toEqual({
    kind: 'failed',
    why: 'ERR_SYSTEM_ERROR',
  });
});
