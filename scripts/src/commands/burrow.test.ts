import { expect, test } from 'vitest';
import { failure, type Result, success } from '#keeper/result';
import type { Compose, PartState } from '../compose/compose.ts';
import { burrowCommands } from './burrow.ts';

const summary = {
  url: 'https://203.0.113.10/',
  address: '203.0.113.10',
  certificate: 'acme',
  ports: [{ port: 443, protocols: ['tcp'], use: 'the page' }],
  warnings: ['the name leads elsewhere'],
};
const down = failure(
  'not-running',
  'docker compose: service "keeper" is not running',
  'Start it: ./scripts/up',
);

/** A bundle whose programs print what is given here. */
function bundle(
  answers: Partial<Compose> & { readonly outputs?: Readonly<Record<string, Result<string>>> } = {},
) {
  let written = '';
  const compose: Compose = {
    version: async () => success('2.40.3'),
    build: async () => success(undefined),
    up: async () => success(undefined),
    down: async () => success(undefined),
    parts: async () => success([]),
    publishedPorts: async () => success([]),
    logs: async () => success(undefined),
    exec: async (_, [program = '', file = '']) =>
      answers.outputs?.[`${program} ${file.split('/').at(-1)}`] ?? failure('none', 'no such file', 'None.'),
    ...answers,
  };
  const write = (text: string) => {
    written += text;
  };
  const context = {
    root: '/',
    env: {},
    write,
    progress: () => undefined,
    stop: new AbortController().signal,
  };
  return { commands: burrowCommands(context, () => compose), written: () => written };
}

const part = (name: string, health: string, state = 'running'): PartState => ({ part: name, state, health });

test('rotate prints the one line of the keeper', async () => {
  const { commands, written } = bundle({ outputs: { 'node rotate.js': success('TURN secret rotated') } });
  expect([await commands.rotate({ json: false }), written()]).toEqual([0, 'TURN secret rotated\n']);
});

test('rotate without a keeper fails with cause and cure', async () => {
  const { commands, written } = bundle({ outputs: { 'node rotate.js': down } });
  expect([await commands.rotate({ json: false }), written()]).toEqual([
    1,
    '✗ docker compose: service "keeper" is not running. Start it: ./scripts/up\n',
  ]);
});

test('status shows every part, and what the keeper knows', async () => {
  const { commands, written } = bundle({
    parts: async () => success([part('keeper', 'healthy'), part('turn', 'healthy')]),
    outputs: { 'cat health': success('ready'), 'cat summary.json': success(JSON.stringify(summary)) },
  });
  expect(await commands.status({ json: false })).toBe(0);
  expect(written().split('\n').slice(0, 3)).toEqual([
    'keeper       healthy',
    'turn         healthy',
    'page         https://203.0.113.10/',
  ]);
  expect(written()).toContain('warning: the name leads elsewhere');
});

test('status of a part that is not well fails, and says what the keeper says', async () => {
  const { commands, written } = bundle({
    parts: async () => success([part('keeper', 'unhealthy'), part('turn', '', 'created')]),
    outputs: { 'cat health': success('✗ DOMAIN: expected a name; found "x". Correct it in .env.') },
  });
  expect([await commands.status({ json: false }), written()]).toEqual([
    1,
    'keeper       unhealthy\nturn         created\n✗ DOMAIN: expected a name; found "x". Correct it in .env.\n',
  ]);
});

test('a service that is well and yet cannot be asked is told', async () => {
  const { commands, written } = bundle({
    parts: async () => success([part('signaling', 'healthy')]),
    outputs: { 'cat health': success('ready'), 'node operator.js': success('{"ok":true}') },
  });
  expect(await commands.status({ json: false })).toBe(0);
  expect(written()).toMatch(/^signaling {4}healthy\n✗ expected an answer of the service/);
});

test('status of nothing says how to start', async () => {
  const { commands, written } = bundle();
  expect([await commands.status({ json: false }), written()]).toEqual([
    1,
    '✗ expected the parts of Burrow; found that nothing runs. Start it: ./scripts/burrow up\n',
  ]);
});

test('for programs status is JSON with everything, and so is a failure', async () => {
  const { commands, written } = bundle({
    parts: async () => success([part('turn', 'unhealthy')]),
    outputs: { 'cat health': success('ready'), 'cat summary.json': success(JSON.stringify(summary)) },
  });
  expect(await commands.status({ json: true })).toBe(1);
  expect(JSON.parse(written())).toEqual({
    ...{ parts: [part('turn', 'unhealthy')], problems: [], summary, service: null },
  });
  const nothing = bundle();
  expect(await nothing.commands.status({ json: true })).toBe(1);
  expect(JSON.parse(nothing.written())).toMatchObject({ problems: [{ code: 'nothing-runs' }] });
});
