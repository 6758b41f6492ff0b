import { expect, test } from 'vitest';
import { canonicalAddress } from './canonical-address.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:CB00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:0:203.0.113.7', '::ffff:0:cb00:7107'],
  ['', null],
  ['203.0.113', null],
  ['0x7f.1', null],
  ['unknown', null],
])('%s is %s', (text, address) => {
  expect(canonicalAddress(text)).toBe(address);
});
