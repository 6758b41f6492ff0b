import { pino } from 'pino';
import { expect, test } from 'vitest';
import { loggerOptions } from './logger-options.ts';

function logged(data: object): string {
  let text = '';
  pino(loggerOptions('trace', 'signaling'), { write: (line: string) => (text += line) }).info(data, 'event');
  return text;
}

test.each([
  ['credentials', { iceServers: { credential: 'hidden' } }],
  ['a resume token', { answer: { resume: 'hidden' } }],
  ['an owner key', { data: { owner: { key: 'hidden' } } }],
  ['a bearer token', { request: { headers: { authorization: 'hidden' } } }],
  ['a secret', { secret: 'hidden' }],
  ['a password', { request: { password: 'hidden' } }],
  ['a payload', { signal: { payload: 'hidden' } }],
  ['a client address', { address: 'hidden' }],
])('%s does not get into the log', (_, data) => {
  expect(logged(data)).not.toContain('hidden');
  expect(logged(data)).toContain('[redacted]');
});

test('what an operator needs does', () => {
  expect(JSON.parse(logged({ port: 3000 }))).toMatchObject({
    service: 'signaling',
    port: 3000,
    msg: 'event',
  });
});
