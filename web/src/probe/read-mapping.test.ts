import { describe, expect, it } from 'vitest';
import { readCandidate } from './candidate-facts.ts';
import { type Gathered, readMapping } from './read-mapping.ts';

const HOST = 'candidate:10 1 udp 2113937151 4f3a2c1e.local 50000 typ host generation 0';
const OWN = 'candidate:10 1 udp 2113937151 203.0.113.9 50000 typ host';
const reflexive = (port: number, { foundation = '20', base = '0.0.0.0 rport 0' } = {}) =>
  `candidate:${foundation} 1 udp 1677732095 203.0.113.9 ${port} typ srflx raddr ${base} generation 0`;
const TCP = 'candidate:30 1 tcp 1518280447 4f3a2c1e.local 9 typ host tcptype active';

function read(candidates: readonly string[], more: Partial<Omit<Gathered, 'candidates'>> = {}) {
  const facts = candidates.flatMap((one) => readCandidate(one) ?? []);
  return readMapping({ candidates: facts, ports: 2, haveAllAnswered: true, ...more });
}

describe('a NAT', () => {
  it('is the same for all ports where two agree on one address', () => {
    expect(read([HOST, reflexive(61_000)])).toEqual({ reflexive: true, natMapping: 'same-for-all-ports' });
  });

  it('is another one per port where one socket comes back as two', () => {
    const expected = { reflexive: true, natMapping: 'one-per-port' };
    expect(read([HOST, reflexive(61_000), reflexive(61_001)])).toEqual(expected);
    const shown = { base: '192.168.1.4 rport 50000' };
    const candidates = [
      reflexive(61_000, { ...shown, foundation: '20' }),
      reflexive(61_001, { ...shown, foundation: '21' }),
    ];
    expect(read(candidates, { haveAllAnswered: null })).toEqual(expected);
  });

  it('is not taken for two where two addresses of this machine come back', () => {
    const candidates = [reflexive(61_000), reflexive(61_001, { foundation: '21' })];
    expect(read(candidates)).toEqual({ reflexive: true, natMapping: 'same-for-all-ports' });
  });

  it('is unknown where only one port was asked, has answered, or nobody knows', () => {
    const unknown = { reflexive: true, natMapping: 'unknown' };
    expect(read([HOST, reflexive(61_000)], { ports: 1 })).toEqual(unknown);
    expect(read([HOST, reflexive(61_000)], { haveAllAnswered: false })).toEqual(unknown);
    expect(read([HOST, reflexive(61_000)], { haveAllAnswered: null })).toEqual(unknown);
  });

  it('is none where the outside sees the machine’s own address', () => {
    const none = { reflexive: true, natMapping: 'none' };
    expect(read([OWN, reflexive(50_000)])).toEqual(none);
    expect(read([OWN])).toEqual(none);
    expect(read([HOST])).toEqual(none);
  });
});

it('where nothing came back, UDP does not come back', () => {
  const silent = { reflexive: false, natMapping: 'unknown' };
  expect(read([HOST], { haveAllAnswered: false })).toEqual(silent);
  expect(read([HOST], { haveAllAnswered: null })).toEqual(silent);
  expect(read([])).toEqual(silent);
  expect(read([TCP])).toEqual(silent);
});

it('reads nothing from what is no candidate', () => {
  for (const text of ['', 'candidate:', 'a=candidate:1 1 udp 1 192.0.2.1 9 typ host', 'x'.repeat(10_000)])
    expect(readCandidate(text)).toBeNull();
});
