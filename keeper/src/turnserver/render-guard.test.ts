import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderGuard } from './render-guard.ts';
import { BUNDLE } from './testing/host-facts.ts';

const policy = readFileSync(new URL('../../../turnserver.conf', import.meta.url), 'utf8');
const facts = BUNDLE;

function rendered(maxMbit: number | null = null, of = facts as Parameters<typeof renderGuard>[1]): string {
  const guard = renderGuard(policy, of, maxMbit);
  if (!guard.ok) throw new Error(JSON.stringify(guard.problems));
  return guard.value;
}

const chain = (text: string, name: string) =>
  (text.split(`chain ${name} {\n`)[1]?.split('\n  }')[0] ?? '').split('\n').map((line) => line.trim());

test('out go answers to clients and what is relayed to another relay port, nothing else', () => {
  expect(chain(rendered(), 'output')).toEqual([
    'type filter hook output priority filter; policy drop;',
    'udp sport { 3478, 3479 } accept',
    'tcp sport 5555 accept',
    'ip saddr 127.34.78.1 ip daddr 127.34.78.1 udp sport 49160-51159 udp dport 49160-51159 accept',
    'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } accept',
    'counter drop',
  ]);
});

test('the port that believes PROXY headers is closed towards the world', () => {
  const lines = chain(rendered(), 'input').filter((line) => line.includes('5555'));
  expect(lines).toEqual(['iifname != $world tcp dport 5555 accept']);
});

test('the limit stands before what it limits, in bytes, and only when there is one', () => {
  const lines = chain(rendered(8), 'input');
  const limit =
    'meta l4proto { tcp, udp } th dport { 3478, 3479, 5555 } limit rate over 1000 kbytes/second burst 250 kbytes counter drop';
  expect(lines.indexOf(limit)).toBe(2);
  expect(chain(rendered(8), 'output').join()).not.toContain('limit');
  expect(rendered()).not.toContain('limit');
});

test('without a proxy in front there is no way in or out for TCP', () => {
  expect(rendered(null, { ...facts, isolated: null })).not.toContain('tcp');
});

test('a table that is there already is replaced', () => {
  expect(rendered()).toMatch(
    /^table inet burrow_guard\ndelete table inet burrow_guard\ntable inet burrow_guard \{$/m,
  );
});

test.each(['', 'min-port=49160', 'min-port=49160\nmax-port=x'])(
  'a policy without relay ports is a problem: %j',
  (text) => {
    expect(renderGuard(text, facts, null)).toMatchObject({ ok: false, problems: [{ code: 'relay-ports' }] });
  },
);
