import { expect, test } from 'vitest';
import { operatorRequest } from './operator-request.ts';

test.each([
  [['credentials'], null, { method: 'POST', path: '/api/checkup', body: {} }],
  [['credentials'], 'word', { method: 'POST', path: '/api/checkup', body: { password: 'word' } }],
  [['reports'], 'word', { method: 'GET', path: '/api/reports', body: null }],
  [['guest'], null, { method: 'POST', path: '/api/guest-tests', body: {} }],
  [['guest', 'Ann'], null, { method: 'POST', path: '/api/guest-tests', body: { label: 'Ann' } }],
  [['status'], null, { method: 'GET', path: '/api/status', body: null }],
  [['link'], null, { method: 'POST', path: '/api/operator-links', body: {} }],
  [['guests'], null, { method: 'GET', path: '/api/guest-tests', body: null }],
])('%j', (words, password, request) => {
  expect(operatorRequest(words, password)).toEqual(request);
});

test.each([[[]], [['other']], [['reports', 'x']], [['guest', 'Ann', 'Ben']], [['constructor']]])(
  'no request: %j',
  (words) => {
    expect(operatorRequest(words, null)).toBeNull();
  },
);
