import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../browser/system-clock.ts';
import { createLineWatch } from './line-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const QUARTER_MINUTE_MS = 15_000;

/** `heardAt`: when the server says something else than answers. */
function setUp({
  heardAt = () => null,
  slowestMs = null,
}: {
  heardAt?: () => number | null;
  slowestMs?: number | null;
} = {}) {
  const reconnect = vi.fn();
  const line = createLineWatch({
    clock: systemClock,
    signaling: {
      ...{ open: vi.fn(), ask: vi.fn(), signal: vi.fn(), close: vi.fn(), isConnected: () => true },
      ...{ heardAt, slowestAnswerMs: () => slowestMs, reconnect },
    },
  });
  const pass = (ms: number) => void vi.advanceTimersByTime(ms);
  return { line, reconnect, pass };
}

it('leaves a line alone that answers', () => {
  const { line, reconnect, pass } = setUp();
  const end = line.expectAnswer();
  pass(900);
  end(true);
  pass(QUARTER_MINUTE_MS);
  expect(reconnect).not.toHaveBeenCalled();
});

it('takes a line anew that does not answer for a second, and not again within a quarter of a minute', () => {
  const { line, reconnect, pass } = setUp();
  line.expectAnswer();
  pass(999);
  expect(reconnect).not.toHaveBeenCalled();
  pass(1);
  expect(reconnect).toHaveBeenCalledTimes(1);
  line.expectAnswer();
  pass(QUARTER_MINUTE_MS - 1);
  expect(reconnect).toHaveBeenCalledTimes(1);
  line.expectAnswer();
  pass(1_000);
  expect(reconnect).toHaveBeenCalledTimes(2);
});

it.each([
  { slowestMs: 5, patienceMs: 400 },
  { slowestMs: 150, patienceMs: 600 },
  { slowestMs: 900, patienceMs: 2_000 },
  { slowestMs: 3_000, patienceMs: 4_500 },
])('where answers took $slowestMs ms, one is missed after $patienceMs ms', ({ slowestMs, patienceMs }) => {
  const { line, reconnect, pass } = setUp({ slowestMs });
  line.expectAnswer();
  pass(patienceMs - 1);
  expect(reconnect).not.toHaveBeenCalled();
  pass(1);
  expect(reconnect).toHaveBeenCalledTimes(1);
});

it.each([
  { how: 'an answer in time', afterMs: 5, renewals: 2 },
  { how: 'an answer that came late', afterMs: 1_500, renewals: 1 },
])('after $how on the new line it is taken anew $renewals times in all', ({ afterMs, renewals }) => {
  const { line, reconnect, pass } = setUp();
  line.expectAnswer();
  pass(1_000);
  const end = line.expectAnswer();
  pass(afterMs);
  end(true);
  pass(1_000);
  line.expectAnswer();
  pass(1_000);
  expect(reconnect).toHaveBeenCalledTimes(renewals);
});

it('does not spare a new line on which a seat was taken, should it break again', () => {
  const { line, reconnect, pass } = setUp();
  line.expectAnswer();
  pass(1_000);
  pass(1_000);
  line.handleStanding();
  pass(1);
  line.expectAnswer();
  pass(1_000);
  expect(reconnect).toHaveBeenCalledTimes(2);
});

it('looks once more where the page is late itself', () => {
  const { line, reconnect, pass } = setUp();
  line.expectAnswer();
  pass(500);
  vi.setSystemTime(Date.now() + 300);
  pass(1_499);
  expect(reconnect).not.toHaveBeenCalled();
  pass(1);
  expect(reconnect).toHaveBeenCalledTimes(1);
});

it('leaves a line alone for as long as the server says anything else on it', () => {
  const heardUntil = Date.now() + 2_500;
  const { line, reconnect, pass } = setUp({ heardAt: () => Math.min(Date.now(), heardUntil) });
  line.expectAnswer();
  pass(3_999);
  expect(reconnect).not.toHaveBeenCalled();
  pass(1);
  expect(reconnect).toHaveBeenCalledTimes(1);
});

it('begins anew, but not all the time, where the network may be another one', () => {
  const { line, reconnect, pass } = setUp();
  line.retry();
  line.retry();
  expect(reconnect).toHaveBeenCalledTimes(1);
  pass(2_000);
  line.retry();
  expect(reconnect).toHaveBeenCalledTimes(2);
});

it('takes nothing anew after the call', () => {
  const { line, reconnect, pass } = setUp();
  line.expectAnswer();
  line.stop();
  pass(QUARTER_MINUTE_MS);
  line.retry();
  expect(reconnect).not.toHaveBeenCalled();
});
