import { expect, it } from 'vitest';
import { Participants } from './participants.ts';
import { FIRST_PICTURE_MS, LONGEST_WAIT_MS } from './picture-wait.ts';
import type { LinkState } from './ports.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { MAX_SHOWN_LINES } from './view.ts';

const connected: LinkState = {
  ...{ status: 'connected', step: null, path: null, stream: null, screenStream: null },
};

function setUp() {
  const clock = new ManualClock();
  const participants = new Participants({ clock });
  const shown = () => participants.people.value.map(({ id }) => id);
  return { clock, participants, shown };
}

it('shows who was there before at once, with the call', () => {
  const { clock, participants, shown } = setUp();
  participants.add('ann', 'page');
  expect(shown()).toEqual(['ann']);
  expect(clock.pending).toBe(0);
});

it('shows who comes into a call when their first picture can be there', () => {
  const { clock, participants, shown } = setUp();
  participants.add('ann', 'page', true);
  participants.handleLink('ann', { ...connected, status: 'connecting' });
  participants.handleLink('ann', connected);
  clock.advance(FIRST_PICTURE_MS - 1);
  expect(shown()).toEqual([]);
  clock.advance(1);
  expect(shown()).toEqual(['ann']);
  expect(clock.pending).toBe(0);
});

it('shows them soon all the same, in the order in which they came', () => {
  const { clock, participants, shown } = setUp();
  participants.add('ann', 'page', true);
  participants.add('ben', 'page', true);
  participants.handleLink('ben', connected);
  clock.advance(FIRST_PICTURE_MS);
  expect(shown()).toEqual(['ben']);
  clock.advance(LONGEST_WAIT_MS - FIRST_PICTURE_MS);
  expect(shown()).toEqual(['ann', 'ben']);
});

it('never shows who has gone before that', () => {
  const { clock, participants, shown } = setUp();
  participants.add('ann', 'page', true);
  participants.remove('ann');
  expect(clock.pending).toBe(0);
  clock.advance(LONGEST_WAIT_MS);
  expect(shown()).toEqual([]);
});

it('tells of the size at which somebody is shown in steps, and only of another one', () => {
  const told: (number | null)[] = [];
  const ben = new Participants({
    clock: new ManualClock(),
    onShown: ({ shownLines }) => void told.push(shownLines()),
  }).add('ben', 'page');
  expect(ben.shownLines()).toBeNull();
  for (const lines of [91, 120, 180, 181, 90, 100_000]) ben.showAt(lines);
  expect(told).toEqual([180, 240, 90, MAX_SHOWN_LINES]);
});
