import { expect, test } from 'vitest';
import { failure, problemLine, success } from '#keeper/result';
import { createSteps } from './steps.ts';
import { createManualClock } from './testing/manual-clock.ts';

function setUp() {
  const { clock, advance } = createManualClock();
  let written = '';
  const steps = createSteps({ clock, write: (text) => (written += text) });
  return { steps, advance, written: () => written };
}

test('a step shows its title at once, and its outcome and time at the end', async () => {
  const { steps, advance, written } = setUp();
  let finish: () => void = () => undefined;
  const running = steps.run('service and page', async (say) => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    say('built');
    return success(42);
  });
  expect(written()).toBe('service and page ... ');
  await advance(1_234);
  finish();
  expect(await running).toEqual({ ok: true, value: 42 });
  expect(written()).toBe('service and page ... built (1.2 s)\n');
});

test('a step that fails says so, whatever it said before', async () => {
  const { steps, written } = setUp();
  const result = await steps.run('secrets', (say) => {
    say('made');
    return failure('x', 'y', 'Z.');
  });
  expect(result.ok).toBe(false);
  expect(written()).toBe('secrets ... failed (0.0 s)\n');
});

test('what is noted in the middle of a step has lines of its own, and the step says again what has ended', async () => {
  const { steps, written } = setUp();
  steps.note('before');
  await steps.run('changes', () => {
    steps.note('  one');
    steps.note('  two');
    return success(undefined);
  });
  expect(written()).toBe('before\nchanges ... \n  one\n  two\nchanges ... done (0.0 s)\n');
});

test('a problem is one line, also when its cause is several', () => {
  expect(problemLine({ code: 'x', cause: 'expected a;\n  found b', cure: 'Do c.' })).toBe(
    '✗ expected a; found b. Do c.',
  );
});
