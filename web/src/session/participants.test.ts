import { expect, it } from 'vitest';
import { Participants } from './participants.ts';
import { MAX_SHOWN_LINES } from './view.ts';

it('tells of the size at which somebody is shown in steps, and only of another one', () => {
  const told: (number | null)[] = [];
  const ben = new Participants({ onShown: ({ shownLines }) => void told.push(shownLines()) }).add(
    'ben',
    'page',
  );
  expect(ben.shownLines()).toBeNull();
  for (const lines of [91, 120, 180, 181, 90, 100_000]) ben.showAt(lines);
  expect(told).toEqual([180, 240, 90, MAX_SHOWN_LINES]);
});
