import { expect, test } from 'vitest';
import type { Clock } from '#signaling/core/clock';
import { failure, type Result, success } from './result.ts';
import { startEventually } from './start-eventually.ts';

/** Time that passes as soon as somebody waits. */
const clock: Clock = {
  now: () => 0,
  schedule(callback) {
    queueMicrotask(callback);
    return () => undefined;
  },
};

async function reports(
  attempts: readonly (() => Result<unknown>)[],
): Promise<readonly (readonly string[])[]> {
  const told: (readonly string[])[] = [];
  const left = [...attempts];
  await startEventually({
    attempt: async () => (left.shift() ?? (() => success(undefined)))(),
    report: (lines) => told.push(lines),
    clock,
  });
  expect(left).toEqual([]);
  return told;
}

const full = () => {
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
};
const wrong = () => failure('setting', 'DOMAIN: expected a name; found "x y"', 'Correct it in .env.');

test('a start that succeeds at once says nothing', async () => {
  expect(await reports([() => success(undefined)])).toEqual([]);
});

test('what is wrong is said once, also what was thrown, and again when it is something else', async () => {
  expect(await reports([full, full, wrong, wrong, full])).toEqual([
    [expect.stringMatching(/^✗ .*no space left on device.* Make room on the disk/)],
    ['✗ DOMAIN: expected a name; found "x y". Correct it in .env.'],
    [expect.stringMatching(/^✗ .*no space left/)],
  ]);
});
