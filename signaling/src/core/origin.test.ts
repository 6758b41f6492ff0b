import { expect, test } from 'vitest';
import { isAllowedOrigin } from './origin.ts';

const HOST = 'call.example.org';

test.each([
  ['a program, which sends none', undefined, true],
  ['our own page', 'https://call.example.org', true],
  ['our own page behind a proxy that ends TLS', 'http://call.example.org', true],
  ['a listed page', 'https://intranet.example.org', true],
  ['another site', 'https://evil.example', false],
  ['a site whose name begins like ours', 'https://call.example.org.evil.example', false],
  ['another port', 'https://call.example.org:8443', false],
  ['a sandboxed frame', 'null', false],
  ['nonsense', '::::', false],
  ['nothing', '', false],
])('%s', (_, origin, allowed) => {
  expect(isAllowedOrigin(origin, HOST, ['https://intranet.example.org'])).toBe(allowed);
});

test('without a Host header no page is ours', () => {
  expect(isAllowedOrigin('https://call.example.org', undefined, [])).toBe(false);
});
