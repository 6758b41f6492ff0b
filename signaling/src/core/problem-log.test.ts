import { expect, test } from 'vitest';
import { createProblemLog } from './problem-log.ts';
import { createTestClock } from './testing/test-clock.ts';

function setUp() {
  const clock = createTestClock(0);
  const passed: [string, object, string][] = [];
  const at = (level: string) => (data: object, message: string) => void passed.push([level, data, message]);
  const log = { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
  return { clock, passed, ...createProblemLog(log, clock) };
}

test('warnings and errors are remembered, the newest first, and everything is logged as before', () => {
  const { clock, passed, log, recent } = setUp();
  log.error({ code: 'timeout', text: 'Start coturn.' }, 'the relay does not work');
  clock.advance(1_000);
  log.warn({ err: { code: 'EACCES' } }, 'file cannot be read');
  log.info({ port: 1 }, 'listening');
  log.debug({}, 'nothing');
  expect(recent()).toEqual([
    {
      ...{ level: 'warn', code: 'EACCES', text: 'file cannot be read', cure: null, count: 1 },
      ...{ firstAt: '1970-01-01T00:00:01.000Z', lastAt: '1970-01-01T00:00:01.000Z' },
    },
    {
      ...{
        level: 'error',
        code: 'timeout',
        text: 'the relay does not work',
        cure: 'Start coturn.',
        count: 1,
      },
      ...{ firstAt: '1970-01-01T00:00:00.000Z', lastAt: '1970-01-01T00:00:00.000Z' },
    },
  ]);
  expect(passed.map(([level]) => level)).toEqual(['error', 'warn', 'info', 'debug']);
});

test('the same again is counted', () => {
  const { clock, log, recent } = setUp();
  for (const text of ['a', 'b', 'a']) {
    clock.advance(1_000);
    log.error({}, text);
  }
  expect(recent()).toMatchObject([
    { text: 'a', count: 2, firstAt: '1970-01-01T00:00:01.000Z', lastAt: '1970-01-01T00:00:03.000Z' },
    { text: 'b', count: 1 },
  ]);
});

test('however much goes wrong, it stays bounded', () => {
  const { log, recent } = setUp();
  for (let n = 0; n < 1_000; n++) log.error({}, `problem ${n}`);
  expect(recent().length).toBe(30);
  expect(recent()[0]?.text).toBe('problem 999');
});

test('nothing else of a line is kept: no address, no secret, no message of an error', () => {
  const { log, recent } = setUp();
  const err = Object.assign(new Error('connect 203.0.113.7:3478'), { code: 'x 203.0.113.7' });
  log.error({ err, code: '203.0.113.7', address: '203.0.113.7', password: 'p', cure: 7 }, 'failed');
  expect(recent()).toMatchObject([{ code: null, cure: null }]);
  expect(JSON.stringify(recent())).not.toMatch(/203|"p"/);
});
