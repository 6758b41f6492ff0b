import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ATTRIBUTE,
  CLASS,
  decodeAddress,
  decodeMessage,
  encodeAddress,
  encodeMessage,
  errorCodeOf,
  METHOD,
} from './stun-message.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

test('the IPv4 and IPv6 addresses of the test vectors of RFC 5769 §2.2 and §2.3', () => {
  const transactionId = hex('b7e7a701bc34d686fa87dfae');
  const ipv4 = { address: '192.0.2.1', port: 32853 };
  expect(encodeAddress(ipv4, transactionId)).toEqual(hex('0001 a147 e112 a643'));
  expect(decodeAddress(hex('0001 a147 e112 a643'), transactionId)).toEqual(ipv4);
  const ipv6 = { address: '2001:db8:1234:5678:11:2233:4455:6677', port: 32853 };
  const value = hex('0002 a147 0113 a9fa a5d3 f179 bc25 f4b5 bed2 b9d9');
  expect(encodeAddress(ipv6, transactionId)).toEqual(value);
  expect(decodeAddress(value, transactionId)).toEqual(ipv6);
});

test('a long-term credential signs as in RFC 5769 §2.4', () => {
  const username = Buffer.from('\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9');
  const nonce = Buffer.from('f//499k954d6OL34oL9FSTvy64sA');
  const realm = Buffer.from('example.org');
  const key = createHash('md5').update('\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9:example.org:TheMatrIX').digest();
  const encoded = encodeMessage(
    {
      method: METHOD.binding,
      class: CLASS.request,
      transactionId: hex('78ad3433c6ad72c029da412e'),
      attributes: [
        { type: ATTRIBUTE.username, value: username },
        { type: ATTRIBUTE.nonce, value: nonce },
        { type: ATTRIBUTE.realm, value: realm },
      ],
    },
    key,
  );
  expect(encoded).toEqual(
    hex(`0001 0060 2112a442 78ad3433c6ad72c029da412e
         0006 0012 e3839ee38388e383aae38383e382afe382b9 0000
         0015 001c 662f2f3439396b3935346436 4f4c33346f4c3946535476793634734 1
         0014 000b 6578616d706c652e6f7267 00
         0008 0014 f67024656dd64a3e02b8e0712e85c9a28ca89666`),
  );
});

test.each([
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::127.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  'fd00::1',
  '2001:db8::100',
])('%s comes back as it went in', (address) => {
  const transactionId = Buffer.alloc(12, 7);
  const back = decodeAddress(encodeAddress({ address, port: 9 }, transactionId), transactionId);
  expect(new URL(`http://[${back?.address}]`).hostname).toBe(new URL(`http://[${address}]`).hostname);
});

test('an error has its code', () => {
  const value = hex('0000 0403');
  const message = {
    method: 8,
    class: CLASS.error,
    transactionId: Buffer.alloc(12),
    attributes: [{ type: 9, value }],
  };
  expect(errorCodeOf(message)).toBe(403);
  expect(errorCodeOf({ ...message, attributes: [] })).toBeUndefined();
  expect(errorCodeOf({ ...message, attributes: [{ type: 9, value: hex('00') }] })).toBeUndefined();
});

test('messages come back as they went in', () => {
  const attribute = fc.record({ type: fc.integer({ min: 0, max: 0xffff }), value: bytes(0, 60) });
  const message = fc.record({
    method: fc.constantFrom(...Object.values(METHOD)),
    class: fc.constantFrom(...Object.values(CLASS)),
    transactionId: bytes(12, 12),
    attributes: fc.array(attribute, { maxLength: 6 }),
  });
  fc.assert(
    fc.property(message, (sent) => {
      expect(decodeMessage(encodeMessage(sent))).toEqual(sent);
    }),
  );
});

test('arbitrary bytes, and messages cut or stretched anywhere, are refused without an exception', () => {
  const whole = encodeMessage(
    {
      method: 3,
      class: 0,
      transactionId: Buffer.alloc(12),
      attributes: [{ type: 6, value: Buffer.from('someone') }],
    },
    Buffer.alloc(16),
  );
  for (let length = 0; length < whole.length; length++)
    expect(decodeMessage(whole.subarray(0, length))).toBeNull();
  expect(decodeMessage(Buffer.concat([whole, Buffer.alloc(4)]))).toBeNull();
  fc.assert(
    fc.property(bytes(0, 64), (noise) => {
      const message = decodeMessage(Buffer.concat([hex('0101'), noise]));
      if (message) decodeAddress(message.attributes[0]?.value ?? noise, message.transactionId);
      decodeAddress(noise, Buffer.alloc(12));
    }),
  );
});

function bytes(minLength: number, maxLength: number): fc.Arbitrary<Buffer> {
  return fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array));
}
