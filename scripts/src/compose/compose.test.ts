import { expect, test } from 'vitest';
import { partsOf, portsOf } from './compose.ts';

test('a line of JSON is a part; one without a health check has none', () => {
  const output =
    '{"Service":"keeper","State":"running","Health":"healthy","ID":"0a1b","Name":"burrow-keeper-1"}\n{"Service":"x","State":"exited"}\n';
  expect(partsOf(output)).toEqual([
    { part: 'keeper', state: 'running', health: 'healthy', id: '0a1b' },
    { part: 'x', state: 'exited', health: '' },
  ]);
  expect(partsOf('\n')).toEqual([]);
});

test('every published port is found, on every address unless it says another', () => {
  const published = { target: 3000, published: '3000', protocol: 'tcp' };
  const services = { signaling: { ports: [{ ...published, host_ip: '127.0.0.1' }, published] }, keeper: {} };
  expect(portsOf({ services })).toEqual([
    { part: 'signaling', protocol: 'tcp', address: '127.0.0.1', port: 3000, target: 3000 },
    { part: 'signaling', protocol: 'tcp', address: '0.0.0.0', port: 3000, target: 3000 },
  ]);
});
