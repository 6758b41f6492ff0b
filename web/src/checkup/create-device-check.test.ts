import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import { settle } from '../rtc/testing/virtual-clock.ts';
import type { LocalMedia, MediaProblem } from '../session/view.ts';
import { createDeviceCheck } from './create-device-check.ts';

function devices() {
  const problem = signal<MediaProblem | null>(null);
  const log: string[] = [];
  let answer: () => void = () => undefined;
  const media = {
    problem,
    open() {
      log.push('open');
      return new Promise<void>((resolve) => {
        answer = resolve;
      });
    },
    close: () => void log.push('close'),
  } as unknown as LocalMedia;
  const reported: unknown[] = [];
  const check = createDeviceCheck(
    async () => ({ media, wayOutOf: ({ cause }) => (cause === 'in-use' ? 'close-others' : 'restart') }),
    (error) => reported.push(error),
  );
  return { check, problem, log, reported, answer: () => answer() };
}

it('asks only when told to, and lets go of what it got', async () => {
  const { check, log, answer } = devices();
  await settle();
  expect([check.state.value, log]).toEqual(['idle', []]);
  check.start();
  check.start();
  await settle();
  expect([check.state.value, log]).toEqual(['asking', ['open']]);
  answer();
  await settle();
  expect([check.state.value, check.problem.value, log]).toEqual(['done', null, ['open', 'close']]);
});

it('tells what is wrong and the way out, also while the browser still asks', async () => {
  const { check, problem, answer } = devices();
  check.start();
  await settle();
  problem.value = { kind: 'both', cause: 'no-answer' };
  expect(check.problem.value).toEqual({ kind: 'both', cause: 'no-answer', wayOut: 'restart' });
  problem.value = { kind: 'camera', cause: 'in-use' };
  answer();
  await settle();
  problem.value = null;
  expect(check.problem.value).toEqual({ kind: 'camera', cause: 'in-use', wayOut: 'close-others' });
  check.start();
  expect([check.state.value, check.problem.value]).toEqual(['asking', null]);
});

it('lets go when the page does, and nothing is told of it any more', async () => {
  const { check, log, answer } = devices();
  check.start();
  await settle();
  check.close();
  answer();
  await settle();
  expect([check.state.value, log.includes('close')]).toEqual(['idle', true]);
});

it('says that they did not start where the script could not be had', async () => {
  const reported: unknown[] = [];
  const check = createDeviceCheck(
    () => Promise.reject(new TypeError('offline')),
    (error) => reported.push(error),
  );
  check.start();
  await settle();
  expect(check.problem.value).toEqual({ kind: 'both', cause: 'failed', wayOut: 'restart' });
  expect([check.state.value, reported.length]).toEqual(['done', 1]);
});
