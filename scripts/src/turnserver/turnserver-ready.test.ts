import { expect, test } from 'vitest';
import type { Child } from '../lib/child.ts';
import { createManualClock } from '../lib/testing/manual-clock.ts';
import { turnserverReady } from './turnserver-ready.ts';

function setUp(code: number | null) {
  const { clock, advance } = createManualClock();
  const listeners: ((line: string) => void)[] = [];
  let tried = 0;
  const child: Child = {
    ended: new Promise(() => undefined),
    onLine: (listener) => listeners.push(listener),
    signal: () => undefined,
  };
  const whenReady = turnserverReady({
    clock,
    tryAllocation: async () => {
      tried++;
      return { code, relayed: null, mapped: null };
    },
  });
  const ready = whenReady(child);
  return {
    ready,
    advance,
    tried: () => tried,
    say(line: string) {
      for (const hear of listeners) hear(line);
    },
  };
}

test('it is ready when it listens and takes a credential', async () => {
  const { ready, say, tried } = setUp(0);
  say('0: : Listener address to use: 192.168.1.5');
  say('0: : Total General servers: 2');
  expect(await ready).toMatchObject({ ok: true });
  expect(tried()).toBe(1);
});

test('what it logs as wrong is the problem, and no allocation is tried', async () => {
  const { ready, say, tried } = setUp(0);
  say('0: : Bad configuration format: foo');
  say('0: : Total General servers: 2');
  expect(await ready).toMatchObject({ ok: false, problems: [{ code: 'coturn-bad-option' }] });
  expect(tried()).toBe(0);
});

test.each([
  [401, 'coturn-refuses'],
  [403, 'coturn-refuses'],
  [null, 'coturn-no-answer'],
])('an allocation that ends in %j is a problem', async (code, problem) => {
  const { ready, say } = setUp(code);
  say('0: : Total General servers: 2');
  expect(await ready).toMatchObject({ ok: false, problems: [{ code: problem }] });
});

test('one that says nothing is waited for twenty seconds', async () => {
  const { ready, advance } = setUp(0);
  await advance(20_000);
  expect(await ready).toMatchObject({ ok: false, problems: [{ code: 'coturn-silent' }] });
});
