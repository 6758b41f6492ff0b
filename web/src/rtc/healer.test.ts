import { expect, it } from 'vitest';
import { Healer, LEAST_STEP_INTERVAL_MS } from './healer.ts';
import type { HealingPolicy } from './healing-policy.ts';
import { VirtualClock } from './testing/virtual-clock.ts';

/** ICE restarts after 0, 2 and 2 seconds, and from 2 seconds later on a new connection every minute. */
const policy: HealingPolicy = ({ trouble, attempt, isSlow }) =>
  isSlow
    ? { afterMs: 60_000, step: 'rebuild' }
    : {
        afterMs: attempt === 0 && trouble === 'lost' ? 0 : 2_000,
        step: attempt < 3 ? 'ice-restart' : 'slow-down',
      };

function setUp(chosen = policy) {
  const clock = new VirtualClock();
  const log: string[] = [];
  const healer = new Healer({
    ...{ clock, policy: chosen },
    onStep: (step) => log.push(`${clock.now()} ${step}`),
    onChange: () => log.push(`${clock.now()} ${healer.state}`),
  });
  return { clock, healer, log };
}

it('takes the steps of the policy in their time and slows down at the end', async () => {
  const { clock, healer, log } = setUp();
  await clock.advance(5_000);
  healer.start('lost');
  healer.start('lost');
  await clock.advance(10_000);
  expect(log).toEqual([
    '5000 healing',
    '5000 ice-restart',
    '7000 ice-restart',
    '9000 ice-restart',
    '11000 slow',
  ]);
  healer.start('lost');
  await clock.advance(10_000);
  expect(log).toHaveLength(5);
  await clock.advance(110_000);
  expect(log.slice(5)).toEqual(['71000 rebuild', '131000 rebuild']);
});

it('stops when it is told that the link is well', async () => {
  const { clock, healer, log } = setUp();
  healer.start('connecting');
  await clock.advance(2_500);
  healer.stop();
  await clock.advance(10_000);
  expect(log).toEqual(['0 healing', '2000 ice-restart', '2500 idle']);
  expect(clock.pending).toBe(0);
});

it('begins with the first step again at a check, at once', async () => {
  const { clock, healer, log } = setUp();
  healer.start('connecting');
  await clock.advance(3_500);
  healer.check('connecting');
  await clock.advance(1_000);
  expect(log).toEqual(['0 healing', '2000 ice-restart', '3500 ice-restart']);
  await clock.advance(10_000);
  expect(log.at(-1)).toBe('9500 slow');
});

it('begins anew at a check after it slowed down', async () => {
  const { clock, healer, log } = setUp();
  healer.start('lost');
  await clock.advance(20_000);
  healer.check('lost');
  await clock.advance(0);
  expect(log.slice(-2)).toEqual(['20000 healing', '20000 ice-restart']);
});

it('takes one step for many checks, and none sooner than a second after the last', async () => {
  const { clock, healer, log } = setUp();
  await clock.advance(5_000);
  healer.start('lost');
  await clock.advance(100);
  for (let count = 0; count < 5; count += 1) healer.check('lost');
  await clock.advance(1_500);
  expect(log).toEqual(['5000 healing', '5000 ice-restart', `${5_000 + LEAST_STEP_INTERVAL_MS} ice-restart`]);
});

it('gives the other end the time of a step when that does something', async () => {
  const { clock, healer, log } = setUp();
  healer.start('connecting');
  await clock.advance(1_500);
  healer.postpone();
  await clock.advance(2_500);
  expect(log).toEqual(['0 healing', '3500 ice-restart']);
  healer.stop();
  healer.postpone();
  expect(clock.pending).toBe(0);
});

it('gives another peer connection time of its own, but no more in all', async () => {
  const timely: HealingPolicy = ({ trouble, attempt, elapsedMs, isSlow }) => ({
    ...{ afterMs: isSlow ? 60_000 : trouble === 'lost' ? 1_000 : 3_000 },
    step: elapsedMs >= 6_000 && !isSlow ? 'slow-down' : attempt === 0 ? 'check' : 'rebuild',
  });
  const { clock, healer, log } = setUp(timely);
  healer.start('lost');
  await clock.advance(1_200);
  healer.handleRebuilt();
  await clock.advance(20_000);
  expect(log.slice(1)).toEqual(['1000 check', '4200 check', '7200 rebuild', '10200 slow']);
  healer.handleRebuilt();
  expect(healer.state).toBe('slow');
});
