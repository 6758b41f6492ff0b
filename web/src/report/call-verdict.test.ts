import { expect, test } from 'vitest';
import { callVerdict, type LinkHistory } from './call-verdict.ts';

const link = (status: LinkHistory['status'], wasConnected = false, wasInTrouble = false): LinkHistory => ({
  ...{ status, wasConnected, wasInTrouble },
});
const [connected, failed] = [link('connected', true), link('failed')];
const host = { type: 'host', protocol: 'udp', count: 1 } as const;
const relay = { ...host, type: 'relay' } as const;
const silent = { server: 'turn-udp', code: 701, count: 1 } as const;

test.each<[string, LinkHistory[], string]>([
  ['nobody came', [], 'nobody-met'],
  ['somebody went before it was decided', [link('gone')], 'nobody-met'],
  ['all is well', [connected, connected], 'connected'],
  ['somebody was lost for a while', [connected, link('connected', true, true)], 'recovered'],
  ['somebody who was lost has gone', [link('gone', true, true)], 'recovered'],
  ['somebody is lost', [connected, link('recovering', true, true)], 'lost'],
  ['somebody was given up', [connected, link('failed', true, true)], 'lost'],
  ['somebody never came through', [connected, failed], 'never-connected'],
  ['somebody is still tried', [link('connecting')], 'never-connected'],
])('%s', (_, links, verdict) => {
  expect(callVerdict(links, [host], []).verdict).toBe(verdict);
});

test.each([
  ['no candidate of its own', [], [], 'no-candidates'],
  ['a relay that says no', [host], [silent, { ...silent, code: 486 }], 'relay-refused'],
  ['a relay that says nothing', [host], [silent], 'relay-silent'],
  ['a relay that says nothing, in a browser that does not tell', [host], [], 'relay-silent'],
  ['a STUN server that says no', [host], [{ ...silent, server: 'stun' as const, code: 401 }], 'relay-silent'],
  ['a relay that would do', [host, relay], [silent], 'no-pair'],
])('why there is no connection: %s', (_, candidates, errors, cause) => {
  expect(callVerdict([failed], candidates, errors).cause).toBe(cause);
});

test('where there is a connection nothing has to be explained', () => {
  expect(callVerdict([connected], [], [silent]).cause).toBeNull();
});
