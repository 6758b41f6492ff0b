import { expect, test } from 'vitest';
import { failure, success } from '#keeper/result';
import type { Child } from './child.ts';
import { createSupervisor, type SupervisorOptions } from './supervisor.ts';
import { createManualClock } from './testing/manual-clock.ts';

/** A program that lives until the test ends it; it obeys SIGTERM unless it is stubborn. */
function fakeProgram({ stubborn = false, words = [] as string[] } = {}) {
  const signals: string[] = [];
  let end: (how: string) => void = () => undefined;
  const ended = new Promise<{ how: string }>((resolve) => {
    end = (how) => resolve({ how });
  });
  const child: Child = {
    ended,
    onLine: (listener) => words.forEach(listener),
    signal(name) {
      signals.push(name);
      if (name === 'SIGKILL' || !stubborn) end(`by ${name}`);
    },
  };
  return { child, signals, die: (how = 'with exit code 3') => end(how) };
}

function setUp(
  programs: ReturnType<typeof fakeProgram>[],
  whenReady: SupervisorOptions['whenReady'] = async () => success(undefined),
) {
  const { clock, advance } = createManualClock();
  const notes: string[] = [];
  let started = 0;
  const supervisor = createSupervisor({
    name: 'turnserver',
    cure: 'Look at it.',
    clock,
    whenReady,
    note: (text) => notes.push(text),
    spawn() {
      const program = programs[started++];
      if (!program) throw new Error('started once too often');
      return program.child;
    },
  });
  return { supervisor, notes, advance, started: () => started };
}

test('a program that gets ready is ready', async () => {
  const program = fakeProgram();
  const { supervisor, notes } = setUp([program]);
  expect(await supervisor.start()).toEqual({ ok: true, value: undefined });
  await supervisor.stop();
  expect(program.signals).toEqual(['SIGTERM']);
  expect(notes).toEqual([]);
});

test('one that dies before it is ready is a problem with its last words', async () => {
  const program = fakeProgram({ words: ['first', 'cannot go on', ' '] });
  const { supervisor, started } = setUp([program], () => new Promise(() => undefined));
  const starting = supervisor.start();
  program.die();
  expect(await starting).toMatchObject({
    ok: false,
    problems: [
      {
        code: 'child-died',
        cause: 'turnserver ended with exit code 3 before it was ready; its last line was "cannot go on"',
        cure: 'Look at it.',
      },
    ],
  });
  expect(started()).toBe(1);
});

test('one that says why it cannot get ready is ended', async () => {
  const program = fakeProgram();
  const { supervisor } = setUp([program], async () => failure('coturn-bad-option', 'no', 'do'));
  expect(await supervisor.start()).toMatchObject({ ok: false, problems: [{ code: 'coturn-bad-option' }] });
  expect(program.signals).toEqual(['SIGTERM']);
});

test('one that dies later is started again, each time a little later, and given up in the end', async () => {
  const programs = Array.from({ length: 5 }, () => fakeProgram());
  const { supervisor, notes, advance, started } = setUp(programs);
  await supervisor.start();
  for (const [index, delayMs] of [500, 1_000, 2_000, 4_000].entries()) {
    programs[index]?.die();
    await advance(delayMs - 1);
    expect(started()).toBe(index + 1);
    await advance(1);
    expect(started()).toBe(index + 2);
  }
  programs[4]?.die('by SIGSEGV');
  expect(await supervisor.gaveUp).toMatchObject({
    code: 'child-given-up',
    cause: 'turnserver ended 5 times within a minute, the last time by SIGSEGV',
  });
  expect(notes).toContain('turnserver ended with exit code 3; starting it again in 0.5 s');
  await advance(60_000);
  expect(started()).toBe(5);
});

test('deaths long ago do not count', async () => {
  const programs = Array.from({ length: 8 }, () => fakeProgram());
  const { supervisor, advance, started } = setUp(programs);
  await supervisor.start();
  for (const program of programs.slice(0, 7)) {
    program.die();
    await advance(60_000);
  }
  expect(started()).toBe(8);
  await supervisor.stop();
});

test('one that does not listen is killed after ten seconds', async () => {
  const program = fakeProgram({ stubborn: true });
  const { supervisor, advance } = setUp([program]);
  await supervisor.start();
  const stopping = supervisor.stop();
  await advance(9_999);
  expect(program.signals).toEqual(['SIGTERM']);
  await advance(1);
  expect(program.signals).toEqual(['SIGTERM', 'SIGKILL']);
  await stopping;
});

test('stopping while it waits to start again starts nothing', async () => {
  const program = fakeProgram();
  const { supervisor, advance, started } = setUp([program]);
  await supervisor.start();
  program.die();
  await advance(100);
  await supervisor.stop();
  await advance(10_000);
  expect(started()).toBe(1);
});

test('stopping before the start, and twice, is nothing', async () => {
  const { supervisor, started } = setUp([]);
  await supervisor.stop();
  await supervisor.stop();
  expect(started()).toBe(0);
});
