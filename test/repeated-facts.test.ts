/** Facts that must stand in more than one place, held equal. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clientEvents, PROTOCOL_VERSION, REFUSALS, SEAT_HOLD_SECONDS, serverEvents } from '#protocol';
import * as limits from '../protocol/src/limits.ts';
import { VARIABLES, type Variable } from '../signaling/src/config/variables.ts';
import { LIMITS } from '../signaling/src/core/limits.ts';
import { RELAY_FAULTS } from '../signaling/src/core/relay-status.ts';
import { en } from '../web/src/i18n/en.ts';
import { zhCn } from '../web/src/i18n/zh-cn.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const variables = Object.entries(VARIABLES) as [string, Variable][];
const operatorVariables = variables.filter(([, variable]) => variable.audience === 'operator');
const buildVariables = variables.filter(([, variable]) => variable.audience === 'build');
const decided = [...operatorVariables, ...buildVariables];

test('.env.example shows every variable of an operator once, with its default', () => {
  const shown = [...read('.env.example').matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [
    name,
    value,
  ]);
  expect(shown).toEqual(decided.map(([name, variable]) => [name, variable.default]));
});

test('.env.example states the default of every variable in its words', () => {
  const blocks = read('.env.example').split('\n\n').slice(1);
  for (const [index, [, variable]] of decided.entries()) {
    expect(blocks[index]).toContain(`Default: ${variable.default || 'none'}`);
  }
});

test('the compose file hands every variable of an operator to the keeper, which checks it, and no other', () => {
  const compose = read('docker-compose.yml');
  // A file of the operator's own is given as the place where it is mounted.
  const given = (part: string) =>
    [...partOf(compose, part).matchAll(/^ {6}([A-Z_]+): \$\{\1(?:-|:\+\/run\/operator\/[\w.-]+)\}$/gm)].map(
      ([, name]) => name,
    );
  const names = operatorVariables.map(([name]) => name);
  expect(given('keeper').sort()).toEqual(names.sort());
  const all = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining([...new Set(all)]));
});

test('the mirrors of the table are the arguments of the build, with the same defaults', () => {
  const names = buildVariables.map(([name]) => name);
  const [, args = ''] = /args: &mirrors \[(.*)\]/.exec(read('docker-compose.yml')) ?? [];
  expect(args.split(', ')).toEqual(names);
  const built = Object.fromEntries(
    [...read('Dockerfile').matchAll(/^ARG ([A-Z_]+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
  );
  expect(built).toEqual(
    Object.fromEntries(buildVariables.map(([name, variable]) => [name, variable.default])),
  );
});

test('docs/configuration.md lists every variable with its default and what is expected', () => {
  const page = read('docs/configuration.md');
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.*?) ?\| (.+) \|$/gm)].map(([, ...cells]) => cells);
  const cell = ({ default: value }: Variable) => (value === null ? 'must be set' : value && `\`${value}\``);
  expect(rows).toEqual(variables.map(([name, variable]) => [name, cell(variable), variable.expected]));
});

test('docs/protocol.md names every event and every refusal of the protocol, and no other', () => {
  const page = read('docs/protocol.md');
  const said = page.slice(page.indexOf('## What a client may say'), page.indexOf('## What the server says'));
  const headings = [...said.matchAll(/^### `(.+)`$/gm)].map(([, name]) => name);
  expect(headings).toEqual(Object.keys(clientEvents));
  const section = (title: string) => page.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
  const firstCells = (text: string) => [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
  expect(firstCells(section('What the server says'))).toEqual(Object.keys(serverEvents));
  expect(firstCells(section('Refusal codes'))).toEqual(Object.keys(REFUSALS));
});

test('docs/protocol.md names every fault of the relay that /readyz tells, and no other', () => {
  const http = read('docs/protocol.md').split('## HTTP\n')[1]?.split('\n## ')[0] ?? '';
  const codes = [...http.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
  expect(codes).toEqual(Object.keys(RELAY_FAULTS));
});

test('docs/protocol.md gives the version and the limits that the code has', () => {
  const page = read('docs/protocol.md');
  expect(page).toContain(`"version": ${PROTOCOL_VERSION},`);
  for (const limit of [limits.MAX_FRAME_BYTES, limits.MAX_PAYLOAD_CHARACTERS]) {
    expect(page).toContain(limit.toLocaleString('en-US'));
  }
  expect(page).toContain(`<1 to ${limits.MAX_CREATE_PASSWORD_CHARACTERS} characters, where`);
  const { points, durationSeconds } = LIMITS.wrongPasswordsPerAddress;
  expect(page).toContain(`${points} wrong passwords within ${durationSeconds} s`);
  expect(page).toContain(`outlives its connection by ${SEAT_HOLD_SECONDS} seconds`);
});

test('the Node version is the same wherever it stands', () => {
  const { engines, devDependencies } = JSON.parse(read('package.json'));
  const least = engines.node.replace('>=', '');
  expect(read('README.md')).toContain(`Node ${least}`);
  expect(read('README.zh-CN.md')).toContain(`Node ${least}`);
  expect(devDependencies.node.split('.')[0]).toBe(devDependencies['@types/node'].split('.')[0]);
});

test('the READMEs call the button by its name', () => {
  expect(read('README.md')).toContain(`**${en.common.newCall}**`);
  expect(read('README.zh-CN.md')).toContain(`**${zhCn.common.newCall}**`);
});

test('both READMEs have the same shape', () => {
  const shape = (path: string) => {
    const lines = read(path).split('\n');
    const headings = lines.filter((line) => /^#+ /.test(line)).map((line) => line.split(' ')[0]);
    const code = read(path).match(/^```[\s\S]*?^```$/gm);
    const links = lines.flatMap((line) => [...line.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target));
    return { headings, code, links: links.filter((target) => !target?.startsWith('README')) };
  };
  expect(shape('README.zh-CN.md')).toEqual(shape('README.md'));
  expect(read('README.md').split('\n').length).toBeLessThan(100);
});

/** The lines of one service. */
function partOf(compose: string, part: string): string {
  return new RegExp(`^  ${part}:\\n((?: {4}.*\\n|\\n)*)`, 'm').exec(compose)?.[1] ?? '';
}
