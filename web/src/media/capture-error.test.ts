import { expect, it, test } from 'vitest';
import { causeOf, describeProblem, isDenial } from './capture-error.ts';

/** Names and messages as Chromium, Firefox and Safari give them. */
test.each([
  ['NotAllowedError', 'Permission denied', 'denied'],
  ['NotAllowedError', 'Permission denied by user', 'denied'],
  ['NotAllowedError', 'Permission denied by system', 'denied-by-system'],
  ['NotAllowedError', 'Permission dismissed', 'dismissed'],
  [
    'NotAllowedError',
    'The request is not allowed by the user agent or the platform in the current context.',
    'denied',
  ],
  ['NotFoundError', 'Requested device not found', 'not-found'],
  ['NotReadableError', 'Could not start video source', 'in-use'],
  ['OverconstrainedError', '', 'unfit'],
  ['AbortError', 'Starting videoinput failed', 'failed'],
  ['SecurityError', 'The operation is insecure.', 'insecure'],
  ['SomethingNew', '', 'failed'],
] as const)('%s “%s” is %s', (name, message, cause) => {
  expect(causeOf(new DOMException(message, name))).toBe(cause);
});

it('names the policy where the page may not even ask', () => {
  expect(causeOf(new DOMException('Permission denied', 'NotAllowedError'), false)).toBe('policy');
  expect(causeOf(new DOMException('', 'NotFoundError'), false)).toBe('not-found');
});

it('takes what is no error for a failure', () => {
  expect(causeOf('no')).toBe('failed');
  expect(causeOf(undefined)).toBe('failed');
});

it('knows a no from a fault', () => {
  expect(
    ['denied', 'denied-by-system', 'dismissed', 'policy'].map((cause) => isDenial(cause as 'denied')),
  ).toEqual([true, true, true, true]);
  expect(isDenial('in-use')).toBe(false);
});

it('names what a person can do most about', () => {
  expect(describeProblem('not-found', 'dismissed')).toEqual({ kind: 'both', cause: 'dismissed' });
  expect(describeProblem(null, 'unfit')).toEqual({ kind: 'camera', cause: 'unfit' });
  expect(describeProblem(null, null)).toBeNull();
});
