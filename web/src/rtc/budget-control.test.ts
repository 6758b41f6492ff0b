import { beforeEach, expect, it } from 'vitest';
import {
  BudgetControl,
  ESTIMATE_SETTLES_MS,
  FIRST_TRIAL_MS,
  type LinkSituation,
  STARTING_MS,
  TRIAL_MS,
} from './budget-control.ts';
import { RESUME_VIDEO_BITRATE } from './mesh-budget.ts';

const LOOK_MS = 2_000;
const good: LinkSituation = {
  ...{ people: 2, path: 'direct', availableBitrate: 3_600_000, loss: 0, isSharing: false, shownLines: null },
};
const narrow = { ...good, availableBitrate: 60_000 };

let now: number;
let control: BudgetControl;

beforeEach(() => {
  now = 0;
  control = new BudgetControl(now);
});

function look(situation: LinkSituation, afterMs = LOOK_MS): number {
  now += afterMs;
  return control.next(now, situation).videoBitrate;
}

/** Looks until the video is as wanted; how long that took. */
function waitUntil(isRunning: boolean, situation: LinkSituation): number {
  const beganAt = now;
  while (look(situation, 500) > 0 !== isRunning) if (now - beganAt > 300_000) throw new Error('never');
  return now - beganAt;
}

function stop(): void {
  look(good, ESTIMATE_SETTLES_MS);
  expect(look(narrow)).toBe(0);
}

it('takes no estimate for its word before the browser has looked for the width of the line', () => {
  const first = { ...good, availableBitrate: 300_000 };
  expect(look(first, 10)).toBe(2_960_000);
  expect(look(first, ESTIMATE_SETTLES_MS)).toBe(215_000);
});

it('begins with small pictures, and with large ones a second after the connection, each time', () => {
  const height = (atMs: number) => control.next(atMs, good).video.maxHeight;
  expect(height(5_000)).toBe(360);
  control.handleRoute(9_000);
  expect([height(9_000), height(9_000 + STARTING_MS)]).toEqual([360, 720]);
  control.handleRoute(20_000);
  expect([height(20_000), height(20_000 + STARTING_MS)]).toEqual([360, 720]);
});

it('begins to measure again on another route, without giving up what it has', () => {
  const had = look(good, ESTIMATE_SETTLES_MS);
  control.handleRoute(now);
  expect(look({ ...good, availableBitrate: 300_000 })).toBe(had);
});

it('stops the video on a line that is too narrow, and tries a little of it after a while', () => {
  stop();
  expect(waitUntil(true, narrow)).toBe(FIRST_TRIAL_MS);
  expect(look(narrow, 500)).toBe(RESUME_VIDEO_BITRATE);
  expect(waitUntil(false, narrow)).toBeLessThan(TRIAL_MS + 1);
});

it('waits longer each time that a trial was in vain', () => {
  stop();
  const waits = [0, 1, 2, 3, 4].map(() => {
    const waited = waitUntil(true, narrow);
    waitUntil(false, narrow);
    return waited;
  });
  expect(waits).toEqual([8_000, 16_000, 32_000, 60_000, 60_000]);
});

it('ends a trial at once that loses much', () => {
  stop();
  waitUntil(true, narrow);
  expect(look({ ...narrow, loss: 0.2 }, 500)).toBe(0);
});

it('goes on with the video when the trial shows that there is room, and grows slowly', () => {
  stop();
  waitUntil(true, narrow);
  now += TRIAL_MS;
  expect(look(good, 0)).toBe(Math.round(RESUME_VIDEO_BITRATE * 1.15));
});

it('waits for a short time again once video has gone on for a minute', () => {
  stop();
  waitUntil(true, narrow);
  for (let minute = 0; minute < 61_000; minute += LOOK_MS) expect(look(good)).toBeGreaterThan(0);
  expect(look(narrow)).toBe(0);
  expect(waitUntil(true, narrow)).toBe(FIRST_TRIAL_MS);
});
