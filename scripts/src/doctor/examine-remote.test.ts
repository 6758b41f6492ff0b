import { expect, test } from 'vitest';
import { success } from '#keeper/result';
import { observed } from '../../../diagnosis/src/testing/observations.ts';
import { createManualClock } from '../lib/testing/manual-clock.ts';
import { examineRemote } from './examine-remote.ts';

const RESULT = { receivedAt: '2030-01-01T00:00:00.000Z', observation: observed({}), browser: 'other' };

/** An operator's service at which somebody delivers after so many questions; and a wait of one minute. */
function remote(deliversAfter: number) {
  const { clock, advance } = createManualClock();
  const controller = new AbortController();
  const links: string[] = [];
  let label = '';
  let asked = 0;
  const counts = [new Map([['443/tcp', 1]]), new Map([['443/tcp', 4]])];
  const service = {
    pageUrl: async () => success('https://call.example.org/'),
    async ask([word, given = '']: readonly string[]) {
      if (word === 'guest') {
        label = given;
        return success({ path: '/test#token' });
      }
      asked += 1;
      const others = { label: 'aunt Ann', result: RESULT };
      return success({ tests: [others, { label, result: asked > deliversAfter ? RESULT : null }] });
    },
  };
  const counters = { read: async () => counts.shift() ?? new Map(), stop: async () => undefined };
  const seen = examineRemote(
    { service, counters, limitMs: 60_000, showLink: (link) => links.push(link) },
    { clock, stop: controller.signal, progress: () => undefined },
  );
  return { seen, advance, links, stop: () => controller.abort() };
}

test('the result of the link comes back, with what arrived meanwhile', async () => {
  const { seen, advance, links } = remote(2);
  await advance(10_000);
  expect(await seen).toMatchObject({
    value: { ended: 'result', result: { browser: 'other' }, arrived: new Map([['443/tcp', 3]]) },
  });
  expect(links).toEqual(['https://call.example.org/test#token']);
});

test('the wait has an end', async () => {
  const { seen, advance } = remote(Number.POSITIVE_INFINITY);
  await advance(62_000);
  expect(await seen).toMatchObject({ value: { ended: 'time', result: null } });
});

test('it ends when it is told to, at once', async () => {
  const { seen, advance, stop } = remote(Number.POSITIVE_INFINITY);
  await advance(3_000);
  stop();
  expect(await seen).toMatchObject({ value: { ended: 'stopped', arrived: new Map([['443/tcp', 3]]) } });
});
