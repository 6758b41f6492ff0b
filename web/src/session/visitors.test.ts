import { expect, test, vi } from 'vitest';
import { type Knock, MAX_KNOCKS_PER_ROOM } from '#protocol';
import { createVisitors } from './visitors.ts';

const knock = (id: string, payload = id): Knock => ({ id, session: 's'.repeat(22), payload });

function setUp() {
  const turnedAway: string[] = [];
  const reported: unknown[] = [];
  const answers = new Map<string, (name: string | null) => void>();
  const visitors = createVisitors({
    open: ({ payload }) => new Promise((resolve) => answers.set(payload, resolve)),
    turnAway: (id) => void turnedAway.push(id),
    report: (error) => void reported.push(error),
  });
  const read = (id: string, name: string | null) => answers.get(id)?.(name);
  const names = () => visitors.list.value.map(({ name }) => name);
  return { visitors, turnedAway, reported, read, names };
}

test('visitors stand in the order of their coming, whenever their names can be read', async () => {
  const { visitors, read, names } = setUp();
  visitors.add(knock('a'));
  visitors.add(knock('b'));
  read('b', 'Ben');
  read('a', 'Ann');
  await vi.waitFor(() => expect(names()).toEqual(['Ann', 'Ben']));
});

test('whoever does not know the secret is turned away and never shown', async () => {
  const { visitors, read, names, turnedAway } = setUp();
  visitors.add(knock('a'));
  read('a', null);
  await vi.waitFor(() => expect(turnedAway).toEqual(['a']));
  expect(names()).toEqual([]);
});

test('who has gone before their name was read does not appear', async () => {
  const { visitors, read, names, turnedAway } = setUp();
  visitors.add(knock('a'));
  visitors.remove('a');
  visitors.add(knock('b'));
  read('a', 'Ann');
  read('b', 'Ben');
  await vi.waitFor(() => expect(names()).toEqual(['Ben']));
  expect(turnedAway).toEqual([]);
});

test('a new list replaces the old one and keeps who was read already', async () => {
  const { visitors, read, names } = setUp();
  visitors.add(knock('a'));
  visitors.add(knock('b'));
  read('a', 'Ann');
  read('b', 'Ben');
  await vi.waitFor(() => expect(names()).toEqual(['Ann', 'Ben']));
  visitors.replace([knock('b')]);
  expect(names()).toEqual(['Ben']);
});

test('a server that brings more than a room may have is not followed', async () => {
  const { visitors, read, names } = setUp();
  for (let i = 0; i <= MAX_KNOCKS_PER_ROOM; i++) visitors.add(knock(`k${i}`));
  for (let i = 0; i <= MAX_KNOCKS_PER_ROOM; i++) read(`k${i}`, `name ${i}`);
  await vi.waitFor(() => expect(names()).toHaveLength(MAX_KNOCKS_PER_ROOM));
});
