import { expect, it } from 'vitest';
import type { Participant } from './participants.ts';
import { createPeerBudget } from './peer-budget.ts';

it('counts each peer by itself, and lets them go on after a while', () => {
  let now = 0;
  const isTooMuch = createPeerBudget({ clock: { now: () => now }, burst: 2, perSecond: 1 });
  const [ann, ben] = [{}, {}] as [Participant, Participant];
  expect([ann, ann, ann, ben].map(isTooMuch)).toEqual([false, false, true, false]);
  now = 1_000;
  expect([ann, ann].map(isTooMuch)).toEqual([false, true]);
});
