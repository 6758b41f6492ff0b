import { expect, it } from 'vitest';
import { selectedPath, worsePath } from './selected-path.ts';

const pair = { id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R' };
const local = (candidateType: string) => ({ id: 'L', type: 'local-candidate', candidateType });
const remote = (candidateType: string) => ({ id: 'R', type: 'remote-candidate', candidateType });
const transport = { id: 'T', type: 'transport', selectedCandidatePairId: 'P' };
const others = [
  { id: 'P2', type: 'candidate-pair', localCandidateId: 'L2', remoteCandidateId: 'R', nominated: true },
  { id: 'L2', type: 'local-candidate', candidateType: 'relay' },
];

it.each([
  ['host', 'host', 'direct'],
  ['srflx', 'prflx', 'direct'],
  ['relay', 'host', 'relay-udp'],
  ['host', 'relay', 'relay-udp'],
  ['relay', 'relay', 'relay-udp'],
] as const)('%s to %s is %s', (mine, theirs, path) => {
  expect(selectedPath([...others, local(mine), remote(theirs), pair, transport])).toBe(path);
});

it.each([
  ['udp', 'turn:relay.example:443?transport=udp', 'relay-udp'],
  ['tcp', 'turn:relay.example:3478?transport=tcp', 'relay-tcp'],
  ['tcp', 'turn:relay.example:4430?transport=tcp', 'relay-tcp'],
  ['tcp', 'turn:203.0.113.10:443?transport=tcp', 'relay-tls'],
  ['tls', 'turns:relay.example:443?transport=tcp', 'relay-tls'],
  ['tls', undefined, 'relay-tls'],
  ['tcp', undefined, 'relay-tcp'],
] as const)('a relay reached by %s at %s is %s', (relayProtocol, url, path) => {
  const relay = { ...local('relay'), relayProtocol, url };
  expect(selectedPath([relay, remote('host'), pair, transport])).toBe(path);
});

it.each([
  ['direct', 'relay-udp', 'relay-udp'],
  ['relay-tls', 'relay-tcp', 'relay-tls'],
  ['direct', 'direct', 'direct'],
] as const)('of %s and %s the worse is %s', (one, other, worse) => {
  expect(worsePath(one, other)).toBe(worse);
});

it('goes by the pair that says so itself where the transport does not', () => {
  const report = [...others, local('host'), remote('srflx'), { ...pair, selected: true }];
  expect(selectedPath(report)).toBe('direct');
  expect(selectedPath([...report, { id: 'T', type: 'transport' }])).toBe('direct');
});

it.each([
  ['no statistics', []],
  ['no selected pair', [pair, local('host'), remote('host'), { id: 'T', type: 'transport' }]],
  ['a pair that is gone', [local('host'), remote('host'), transport]],
  ['a candidate that is gone', [pair, local('host'), transport]],
])('is not known with %s', (_, report) => {
  expect(selectedPath(report)).toBeNull();
});
