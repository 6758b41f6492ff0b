import { expect, it, vi } from 'vitest';
import { createRelayAddresses } from './relay-addresses.ts';
import { createTestClock } from './testing/test-clock.ts';

function setUp(url: string, lookupAll: (name: string) => Promise<readonly string[]>) {
  const clock = createTestClock();
  const lookup = vi.fn(lookupAll);
  return { clock, lookup, find: createRelayAddresses({ urls: () => [url], lookupAll: lookup, clock }) };
}

it('gives every address of the name, and does not ask for it again soon', async () => {
  const { clock, lookup, find } = setUp('turn:a.example:3478?transport=udp', async () => [
    '203.0.113.1',
    '2001:db8::1',
  ]);
  expect(await find()).toEqual(['203.0.113.1', '2001:db8::1']);
  await find();
  expect(lookup.mock.calls).toEqual([['a.example']]);
  clock.advance(60_000);
  await find();
  expect(lookup).toHaveBeenCalledTimes(2);
});

it.each([
  ['turn:203.0.113.1:3478', ['203.0.113.1']],
  ['turns:[2001:db8::1]:443?transport=tcp', ['2001:db8::1']],
  ['nonsense', []],
  ['', []],
])('needs nobody for %j', async (url, addresses) => {
  const { lookup, find } = setUp(url, async () => ['192.0.2.1']);
  expect(await find()).toEqual(addresses);
  expect(lookup).not.toHaveBeenCalled();
});

it('knows none where none is found, or not soon enough', async () => {
  const refused = setUp('turn:a.example', () => Promise.reject(new Error('ENOTFOUND')));
  expect(await refused.find()).toEqual([]);
  const slow = setUp('turn:a.example', () => new Promise(() => undefined));
  const found = slow.find();
  slow.clock.advance(1_000);
  expect(await found).toEqual([]);
});

it('gives no more than a page takes', async () => {
  const { find } = setUp('turn:a.example', async () =>
    Array.from({ length: 30 }, (_, one) => `192.0.2.${one}`),
  );
  expect(await find()).toHaveLength(8);
});
