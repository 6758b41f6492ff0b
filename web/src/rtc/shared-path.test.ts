import { expect, it } from 'vitest';
import type { LinkPath } from './selected-path.ts';
import { SharedPath } from './shared-path.ts';

function setUp() {
  const told: LinkPath[] = [];
  return { told, shared: new SharedPath((path) => told.push(path)) };
}

it('is the worse of both ends, once this end knows its own', () => {
  const { shared } = setUp();
  shared.setPeers('relay-tls');
  expect(shared.path).toBeNull();
  shared.setOwn('relay-udp');
  expect(shared.path).toBe('relay-tls');
  shared.setPeers('direct');
  expect(shared.path).toBe('relay-udp');
});

it('tells the peer what is news, and nothing of a direct path that was never another', () => {
  const { shared, told } = setUp();
  shared.setOwn('direct');
  expect(told).toEqual([]);
  shared.setOwn('relay-tcp');
  shared.setOwn('relay-tcp');
  shared.setOwn('direct');
  expect(told).toEqual(['relay-tcp', 'direct']);
});

it('says again what may be lost, and nothing after a new beginning', () => {
  const { shared, told } = setUp();
  shared.tellAgain();
  shared.setOwn('relay-tls');
  shared.tellAgain();
  expect(told).toEqual(['relay-tls', 'relay-tls']);
  shared.forget();
  shared.tellAgain();
  expect(told).toHaveLength(2);
  expect(shared.path).toBeNull();
});
