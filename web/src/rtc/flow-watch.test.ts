import { expect, it } from 'vitest';
import { type Flow, FlowWatch, readSignsOfLife } from './flow-watch.ts';

/** What is said every half second, of kilobytes and answers so far. */
function looks(...counts: readonly (readonly [kilobytes: number, answers: number])[]): Flow[] {
  const watch = new FlowWatch();
  return counts.map(([kilobytes, responsesReceived], index) =>
    watch.look(index * 500, { bytesReceived: kilobytes * 1_000, responsesReceived }),
  );
}

it('tells once that media has stopped for a second', () => {
  expect(looks([0, 0], [9, 0], [9, 0], [9, 0], [9, 0], [9, 0])).toEqual([
    ...['quiet', 'flowing', 'quiet', 'stalled', 'quiet', 'quiet'],
  ]);
});

it('tells of a connection that fell silent before the second look, and of another one after it', () => {
  const watch = new FlowWatch();
  const look = (atMs: number) => watch.look(atMs, { bytesReceived: 9_000, responsesReceived: 1 });
  expect([0, 500, 1_000].map(look)).toEqual(['flowing', 'quiet', 'stalled']);
  watch.begin();
  expect([1_500, 2_000, 2_500].map(look)).toEqual(['flowing', 'quiet', 'stalled']);
});

it('blames nothing on the network while the machine is busy', () => {
  const watch = new FlowWatch();
  const look = (atMs: number) =>
    watch.look(atMs, { bytesReceived: 9_000, responsesReceived: 0 }, atMs > 1_000 && atMs < 4_000);
  expect([0, 500, 2_000, 3_500, 4_000].map(look)).toEqual(['flowing', 'quiet', 'quiet', 'quiet', 'quiet']);
  expect(look(4_500)).toBe('stalled');
});

it('misses what has stopped also where it looks seldom, but not before it can compare', () => {
  const watch = new FlowWatch();
  const look = (atMs: number) => watch.look(atMs, { bytesReceived: 9_000, responsesReceived: 0 });
  watch.hear(0);
  expect([6_000, 12_000].map(look)).toEqual(['quiet', 'stalled']);
});

it('tells again when media came in between', () => {
  expect(looks([0, 0], [9, 0], [9, 0], [9, 0], [10, 0], [10, 0], [10, 0]).at(-1)).toBe('stalled');
});

it('expects nothing of an end that never sent', () => {
  expect(looks([0, 0], [0, 1], [0, 1], [0, 1], [0, 1])).not.toContain('stalled');
});

it('takes answers to connectivity checks for a sign of life', () => {
  expect(looks([0, 0], [9, 0], [9, 0], [9, 1], [9, 1])).toEqual([
    ...['quiet', 'flowing', 'quiet', 'answered', 'quiet'],
  ]);
});

it('expects nothing after the peer said that it sends nothing', () => {
  const watch = new FlowWatch();
  watch.look(0, { bytesReceived: 0, responsesReceived: 0 });
  watch.look(500, { bytesReceived: 9_000, responsesReceived: 0 });
  watch.disarm();
  for (const nowMs of [1_000, 1_500, 2_000, 5_000])
    expect(watch.look(nowMs, { bytesReceived: 9_000, responsesReceived: 0 })).toBe('quiet');
});

it('takes sound for a look, and counts the silence after it from there', () => {
  const watch = new FlowWatch();
  const look = (atMs: number, bytesReceived: number) =>
    watch.look(atMs, { bytesReceived, responsesReceived: 0 });
  watch.hear(0);
  // Bytes that came while nobody counted are nothing that comes now.
  expect([look(500, 9_000), look(1_000, 9_000)]).toEqual(['quiet', 'stalled']);
  watch.hear(1_500);
  expect([look(2_000, 9_900), look(2_500, 9_999)]).toEqual(['quiet', 'flowing']);
});

it('is patient with silence, of which next to nothing comes', () => {
  const watch = new FlowWatch();
  const look = (atMs: number, bytesReceived: number) =>
    watch.look(atMs, { bytesReceived, responsesReceived: 0 });
  const said = [0, 500, 1_000, 1_500, 2_000, 2_500, 3_000, 3_500].map((atMs) =>
    look(atMs, atMs === 0 ? 0 : 9),
  );
  expect(said).toEqual(['quiet', 'flowing', 'quiet', 'quiet', 'quiet', 'quiet', 'quiet', 'stalled']);
});

it('adds up what a report counts, and nothing that is no number', () => {
  const report = [
    { type: 'inbound-rtp', bytesReceived: 5 },
    { type: 'inbound-rtp', bytesReceived: 7 },
    { type: 'inbound-rtp' },
    { type: 'candidate-pair', responsesReceived: 2, bytesReceived: 100 },
    { type: 'candidate-pair', responsesReceived: Number.NaN },
  ];
  expect(readSignsOfLife(report)).toEqual({ bytesReceived: 12, responsesReceived: 2 });
});
