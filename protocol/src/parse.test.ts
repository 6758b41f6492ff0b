import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ClientEventName,
  clientEvents,
  MAX_CREATE_PASSWORD_CHARACTERS,
  MAX_KNOCK_CHARACTERS,
  MAX_PAYLOAD_CHARACTERS,
  PROTOCOL_VERSION,
  parseClientEvent,
  parseServerEvent,
  type ServerEventName,
  serverEvents,
} from './index.ts';

const id = 'i'.repeat(16);
const session = 's'.repeat(22);
const room = 'R'.repeat(43);
const join = { version: PROTOCOL_VERSION, room, session };

const good: Record<ClientEventName, unknown> = {
  'room:join': {
    ...join,
    resume: 'abc.def',
    owner: { key: 'k'.repeat(22), blindId: 'b'.repeat(43) },
    password: 'ä 字'.padEnd(MAX_CREATE_PASSWORD_CHARACTERS),
  },
  'room:leave': {},
  'room:lock': { locked: true },
  'room:hand-over': { peer: id },
  'room:own': { owner: { key: 'k'.repeat(22), blindId: 'b'.repeat(43) } },
  'room:end': {},
  'room:knock': { ...join, payload: 'p'.repeat(MAX_KNOCK_CHARACTERS) },
  'knock:answer': { knock: id, admit: true },
  'room:remove': { peer: id },
  'ice:refresh': {},
  'link:report': { path: 'relay-udp', afterMs: 0 },
  signal: { to: id, payload: 'p'.repeat(MAX_PAYLOAD_CHARACTERS) },
};

test.each(Object.entries(good))('%s in its proper form is taken as it is', (name, data) => {
  expect(parseClientEvent(name as ClientEventName, data)).toEqual({ ok: true, value: data });
});

test.each([
  ['room:join', undefined, 'bad-request'],
  ['room:join', null, 'bad-request'],
  ['room:join', [], 'bad-request'],
  ['room:join', {}, 'version'],
  ['room:join', { ...join, version: PROTOCOL_VERSION + 1, room: 5 }, 'version'],
  ['room:join', { ...join, room: `${room}=` }, 'bad-request'],
  ['room:join', { ...join, session: '' }, 'bad-request'],
  ['room:knock', { ...join, payload: 'p'.repeat(MAX_KNOCK_CHARACTERS + 1) }, 'too-large'],
  ['room:knock', { ...join, payload: 'ä' }, 'bad-request'],
  ['room:knock', { ...join, version: 0, payload: 'p' }, 'version'],
  ['knock:answer', { knock: id, admit: 'yes' }, 'bad-request'],
  ['room:own', {}, 'bad-request'],
  ['room:join', { ...join, resume: 'x'.repeat(600) }, 'bad-request'],
  ['room:join', { ...join, owner: {} }, 'bad-request'],
  ['room:join', { ...join, password: '' }, 'bad-request'],
  ['room:join', { ...join, password: 'x'.repeat(MAX_CREATE_PASSWORD_CHARACTERS + 1) }, 'bad-request'],
  ['room:join', { ...join, password: { length: 8 } }, 'bad-request'],
  ['room:lock', { locked: 'yes' }, 'bad-request'],
  ['room:remove', { peer: 'constructor' }, 'bad-request'],
  ['link:report', { path: 'direct' }, 'bad-request'],
  ['link:report', { path: 'turn:203.0.113.10', afterMs: 1 }, 'bad-request'],
  ['link:report', { path: 'direct', afterMs: -1 }, 'bad-request'],
  ['link:report', { path: 'direct', afterMs: 1e9 }, 'bad-request'],
  ['link:report', { path: 'direct', afterMs: Number.NaN }, 'bad-request'],
  ['link:report', { path: 'direct', afterMs: 1, peer: id }, 'bad-request'],
  ['signal', { to: '__proto__', payload: 'p' }, 'bad-request'],
  ['signal', { to: id, payload: 'not base64url!' }, 'bad-request'],
  ['signal', { to: id, payload: 'p'.repeat(MAX_PAYLOAD_CHARACTERS + 1) }, 'too-large'],
] as const)('%s in another form (row %#) is refused', (name, data, code) => {
  expect(parseClientEvent(name, data)).toMatchObject({ ok: false, code });
});

test('what a message says beyond its form is left out', () => {
  const parsed = parseClientEvent('room:remove', { peer: id, from: 'somebody else' });
  expect(parsed).toEqual({ ok: true, value: { peer: id } });
});

test('no input of any shape makes a parser throw', () => {
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true });
  fc.assert(
    fc.property(anything, (data) => {
      for (const name of Object.keys(clientEvents)) parseClientEvent(name as ClientEventName, data);
      for (const name of Object.keys(serverEvents)) parseServerEvent(name as ServerEventName, data);
    }),
  );
});

test('an event of the server that is not what it claims is nothing', () => {
  expect(parseServerEvent('peer:joined', { id, session })).toEqual({ id, session });
  expect(parseServerEvent('peer:joined', { id: 'short', session })).toBeNull();
  expect(parseServerEvent('peer:left', { id, reason: 'bored' })).toBeNull();
  expect(parseServerEvent('signal', { from: id })).toBeNull();
});
