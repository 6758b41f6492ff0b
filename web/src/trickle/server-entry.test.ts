import { expect, it } from 'vitest';
import { checkServer, toIceServers } from './server-entry.ts';

const entry = (url: string, username = '', credential = '') => ({
  id: 1,
  url,
  username,
  credential,
  isOwn: false,
});

it.each([
  [entry('turn:a', 'u', 'p'), null],
  [entry(' stun:a '), null],
  [entry('turn:a', '', 'p'), { field: 'username', problem: 'username-missing' }],
  [entry('turn:a', 'u'), { field: 'credential', problem: 'credential-missing' }],
  [entry('turns:a', 'u'.repeat(508), 'p'), null],
  [entry('turns:a', 'ü'.repeat(255), 'p'), { field: 'username', problem: 'username-too-long' }],
  [entry('turn//a', 'u', 'p'), { field: 'url', problem: 'scheme' }],
])('%j', (server, problem) => expect(checkServer(server)).toEqual(problem));

it('gives browsers credentials for TURN alone', () => {
  expect(toIceServers([entry(' turn:a ', 'u', 'p'), entry('stun:b', 'u', 'p')])).toEqual([
    { urls: ['turn:a'], username: 'u', credential: 'p' },
    { urls: ['stun:b'] },
  ]);
});
