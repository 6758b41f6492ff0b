import { expect, test } from 'vitest';
import type { CallReport } from '#protocol';
import type { ReportOutcome } from '../session/view.ts';
import { createCallRecord } from './call-record.ts';
import { createReporting } from './call-reporting.ts';

function reporting(post: () => Promise<number>) {
  const sent: CallReport[] = [];
  const record = createCallRecord({
    clock: { now: () => 0 },
    build: null,
    browser: { family: 'other', majorVersion: null },
  });
  const made = createReporting({
    record,
    post(report) {
      sent.push(report);
      return post();
    },
  });
  return { ...made, sent };
}

test('the first connection that is given up is told of, and no other', async () => {
  const { handleLink, toldByItself, sent } = reporting(async () => 200);
  handleLink({ status: 'connecting' });
  handleLink({ status: 'recovering' });
  expect(sent).toEqual([]);
  handleLink({ status: 'failed' });
  handleLink({ status: 'connected' });
  handleLink({ status: 'failed' });
  await toldByItself;
  expect(sent.map(({ reason, comment }) => [reason, comment])).toEqual([['link-given-up', undefined]]);
});

test('what did not get through is not said to have', async () => {
  const { handleLink, toldByItself, sent } = reporting(async () => 503);
  handleLink({ status: 'failed' });
  expect(await Promise.race([toldByItself.then(() => 'told'), nextTurn()])).toBe('not told');
  expect(sent).toHaveLength(1);
});

test('nothing is sent by a person who only looks', () => {
  const { prepare, sent } = reporting(async () => 200);
  expect(prepare('hm').reason).toBe('person');
  expect(sent).toEqual([]);
});

test.each<[ReportOutcome, () => Promise<number>]>([
  ['sent', async () => 200],
  ['too-many', async () => 429],
  ['failed', async () => 503],
  ['failed', () => Promise.reject(new TypeError('no network'))],
])('who sends learns what came of it: %s', async (outcome, post) => {
  const { prepare, send } = reporting(post);
  expect(await send(prepare(''))).toBe(outcome);
});

/** Everything that waits for nothing has happened by then. */
async function nextTurn(): Promise<string> {
  await new Promise((resolve) => setImmediate(resolve));
  return 'not told';
}
