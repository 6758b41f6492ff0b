import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPolicy } from './check-policy.ts';
import { OPTIONS, REFUSED_OPTIONS } from './options.ts';
import { MAX_LINE_BYTES, parsePolicy } from './parse-policy.ts';

const POLICY = readFileSync(new URL('../../../turnserver.conf', import.meta.url), 'utf8');

function codes(policy: string): readonly string[] {
  const { lines, problems } = parsePolicy(policy);
  return [...problems, ...checkPolicy(lines)].map(({ code }) => code);
}

const plus = (line: string) => codes(`${POLICY}${line}\n`);
const without = (line: string) => codes(POLICY.replace(`\n${line}\n`, '\n'));

test('the policy as it is has no problem', () => {
  expect(codes(POLICY)).toEqual([]);
});

test('line ends of Windows and blanks at the end of a line change nothing', () => {
  expect(codes(POLICY.replaceAll('\n', ' \r\n'))).toEqual([]);
});

test.each([
  // What opens the relay.
  ['static-auth-secret=', 'refused-option'],
  ['static-auth-secret=0123456789abcdef0123456789abcdef', 'refused-option'],
  ['no-auth', 'refused-option'],
  ['allow-loopback-peers', 'refused-option'],
  ['allowed-peer-ip=0.0.0.0', 'unspecified-address'],
  ['allowed-peer-ip=::', 'unspecified-address'],
  ['external-ip=203.0.113.10/0.0.0.0', 'set-by-burrow'],
  ['external-ip=0.0.0.0', 'set-by-burrow'],
  // What denies something else than it says.
  ['denied-peer-ip=0.0.0.0', 'unspecified-address'],
  ['denied-peer-ip=::', 'unspecified-address'],
  ['denied-peer-ip=0:0:0:0:0:0:0:0', 'unspecified-address'],
  ['denied-peer-ip=::-::ffff:ffff', 'ipv6-range-from-unspecified'],
  ['denied-peer-ip=::0.0.0.0-::ffff:ffff', 'ipv6-range-from-unspecified'],
  ['denied-peer-ip=10.0.0.0/8', 'cidr'],
  ['denied-peer-ip=fc00::/7', 'cidr'],
  ['denied-peer-ip=10.0.0.9-10.0.0.1', 'reversed-range'],
  ['denied-peer-ip=10.0.0.1-0.0.0.0', 'reversed-range'],
  ['denied-peer-ip=10.0.0.1-ffff::', 'mixed-families'],
  ['denied-peer-ip=router.example.org', 'not-an-address'],
  ['denied-peer-ip=10.0.0.1-10.0.0.2-10.0.0.3', 'not-an-address'],
  ['denied-peer-ip=10.0.0.256', 'not-an-address'],
  ['denied-peer-ip=fe80::1%eth0', 'not-an-address'],
  ['denied-peer-ip=', 'empty-value'],
  // What coturn reads differently from a person.
  ['total-quota=500 # one megabit', 'trailing-comment'],
  ['total-quota=500#one-megabit', 'trailing-comment'],
  ['max-bps = 125000', 'not-an-option'],
  ['max-bps 125000', 'not-an-option'],
  ['total-quota==125000', 'value-start'],
  ['total-quota= 125000', 'value-start'],
  ['total-quota="125000"', 'value-start'],
  ['total-quota=125 000', 'value-characters'],
  ['total-quota=500;', 'value-end'],
  [' total-quota=500', 'leading-blank'],
  ['\ttotal-quota=500', 'leading-blank'],
  ['=max-bps', 'not-an-option'],
  ['total-quota', 'empty-value'],
  ['no-tcp=false', 'flag-with-value'],
  ['no-tcp=', 'flag-with-value'],
  ['verbose=0', 'flag-with-value'],
  // What coturn does not know, or not any more.
  ['deny-peer-ip=10.0.0.1', 'unknown-option'],
  ['Realm=burrow', 'unknown-option'],
  ['no-loopback-peers', 'unknown-option'],
  ['constructor', 'unknown-option'],
  ['no-dtls', 'unknown-option'],
  // What is to stand once.
  ['min-port=50000', 'repeated-option'],
  ['use-auth-secret', 'repeated-option'],
])('%j is refused', (line, code) => {
  expect(plus(line)).toEqual([code]);
});

test.each([
  'denied-peer-ip=10.0.0.1',
  'denied-peer-ip=::1',
  'denied-peer-ip=64:ff9b::-64:ff9b::ffff:ffff',
  'total-quota=500',
  'no-tcp',
  '#no-auth',
])('%j is taken', (line) => {
  expect(plus(line)).toEqual([]);
});

test.each(Object.keys(REFUSED_OPTIONS))('%s is refused with its reason, whatever its value', (name) => {
  expect(plus(name)).toEqual(['refused-option']);
  expect(plus(`${name}=x`)).toEqual(['refused-option']);
  expect(OPTIONS).not.toHaveProperty(name);
});

test.each([
  'use-auth-secret',
  'no-tcp-relay',
  'denied-peer-ip=0.0.0.0-255.255.255.255',
  'denied-peer-ip=::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
])('a policy without %s is refused', (line) => {
  expect(without(line)).toEqual(['missing-option']);
});

test('a policy without a place for what Burrow sets is refused', () => {
  expect(codes(POLICY.replace(/^# realm=.*\n/m, ''))).toEqual(['missing-place']);
});

test('coturn splits lines that are longer than it reads at once, comments too', () => {
  expect(plus(`#${'x'.repeat(MAX_LINE_BYTES - 1)}`)).toEqual([]);
  expect(plus(`#${'x'.repeat(MAX_LINE_BYTES)}`)).toEqual(['line-too-long']);
  expect(plus(`#${'é'.repeat(MAX_LINE_BYTES / 2)}`)).toEqual(['line-too-long']);
});

test('a message names the line, what is wrong and what to do, and never the secret', () => {
  const { lines } = parsePolicy(`${POLICY}static-auth-secret=hunter2\n`);
  const [problem] = checkPolicy(lines);
  expect(problem?.cause).toMatch(
    /^turnserver\.conf line \d+ has static-auth-secret: a secret in a configuration file/,
  );
  expect(problem?.cure).toBe('Remove the line.');
  expect(JSON.stringify(problem)).not.toContain('hunter2');
});
