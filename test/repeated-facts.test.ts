/** Facts that must stand in more than one place, held equal. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { RELAY_FAULTS } from '#diagnosis';
import { clientEvents, PROTOCOL_VERSION, REFUSALS, SEAT_HOLD_SECONDS, serverEvents } from '#protocol';
import * as limits from '../protocol/src/limits.ts';
import { LEAST_COMPOSE, LEAST_ENGINE } from '../scripts/src/compose/engine.ts';
import { VARIABLES, type Variable } from '../signaling/src/config/variables.ts';
import { LIMITS } from '../signaling/src/core/limits.ts';
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
  const [, ofCommands = ''] = /args: \[(.*)\]/.exec(read('deploy/cli.yml')) ?? [];
  expect(new Set([...args.split(', '), ...ofCommands.split(', ')])).toEqual(new Set(names));
  const built = Object.fromEntries(
    [...read('Dockerfile').matchAll(/^ARG ([A-Z_]+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
  );
  expect(built).toEqual(
    Object.fromEntries(buildVariables.map(([name, variable]) => [name, variable.default])),
  );
});

test('the build sees all that the Dockerfile copies', () => {
  const seen = [...read('.dockerignore').matchAll(/^!([\w.-]+)$/gm)].map(([, name]) => name);
  const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, paths = '']) =>
    paths.split(' ').map((path) => path.split('/')[0]),
  );
  expect(new Set(copied)).toEqual(new Set(seen));
});

test('docs/configuration.md lists every variable with its default and what is expected', () => {
  const page = read('docs/configuration.md');
  const rows = [...page.matchAll(/^\| `([A-Z0-9_]+)` \| (.*?) ?\| (.+) \|$/gm)].map(([, ...cells]) => cells);
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
  expect(codes).toEqual(RELAY_FAULTS);
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

test('every port that the bundle publishes stands wherever ports are listed, and no other', () => {
  const sorted = (ports: readonly (string | undefined)[]) => [...new Set(ports)].sort();
  const entry = /^ +- "(?:\$\{\w+:-(\d+)\}|(\d+)):\d+(?:\/(\w+))?"$/gm;
  const published = [...read('docker-compose.yml').matchAll(entry)];
  const ports = sorted(published.map(([, set, fixed, protocol = 'tcp']) => `${set ?? fixed}/${protocol}`));
  expect(ports.length).toBeGreaterThan(1);
  const firstCells = (path: string, cell: RegExp) =>
    sorted([...read(path).matchAll(cell)].map(([, port]) => port));
  expect(firstCells('docs/deploying.md', /^\| (\d+\/\w+) \|/gm)).toEqual(ports);
  for (const page of ['README.md', 'README.zh-CN.md', 'docs/nat-matrix.md']) {
    expect(firstCells(page, /\b(\d+\/(?:tcp|udp))/g)).toEqual(ports);
  }
  const open = [...read('docs/nat-and-turn.md').matchAll(/^\| (\d+), (TCP|UDP) \|.*\| yes \|$/gm)];
  expect(sorted(open.map(([, port, protocol]) => `${port}/${protocol?.toLowerCase()}`))).toEqual(ports);
});

test('the ports and the address of the relay are the same wherever they stand', () => {
  const portOf = (name: string) => new RegExp(`^${name}=(\\d+)$`, 'm').exec(read('turnserver.conf'))?.[1];
  const range = `${portOf('min-port')}–${portOf('max-port')}`;
  for (const page of ['docs/nat-and-turn.md', 'docs/deploying.md']) expect(read(page)).toContain(range);
  const address =
    /^const RELAY_ADDRESS = '([\d.]+)';$/m.exec(read('keeper/src/configure-parts.ts'))?.[1] ?? '';
  expect(read('docs/architecture.md')).toContain(`### Why the relay's address is ${address}\n`);
  expect(read('docs/images/relay-in-the-bundle.svg')).toContain(`>${address}<`);
});

test('docs/development.md names the base images of the Dockerfile, and what the lock file lacks', () => {
  const page = read('docs/development.md');
  const images = [...read('Dockerfile').matchAll(/^ARG \w+_IMAGE=(\S+)$/gm)].map(([, image]) => image);
  expect([...page.matchAll(/^\| `(\S+:\S+)` \| \w+ [\d.]+ of/gm)].map(([, image]) => image)).toEqual(images);
  const { node } = JSON.parse(read('package.json')).devDependencies;
  expect(images).toContain(`node:${node}-trixie-slim`);
  const entries = Object.entries<{ integrity?: string }>(JSON.parse(read('package-lock.json')).packages);
  const unchecked = entries.filter(([path, { integrity }]) => path !== '' && integrity === undefined);
  expect(page.replaceAll(/\s+/g, ' ')).toContain(
    `${unchecked.length} entries of \`package-lock.json\` carry no integrity value`,
  );
});

test('docs/deploying.md names every source of the build that a mirror can replace', () => {
  const mirrors = /args: &mirrors \[(.*)\]/.exec(read('docker-compose.yml'))?.[1]?.split(', ') ?? [];
  expect(mirrors).toContain('NODE_IMAGE');
  const section = read('docs/deploying.md').split('## Mirrors\n')[1]?.split('\n## ')[0];
  for (const mirror of mirrors) expect(section).toContain(`\`${mirror}\``);
});

test('docs/troubleshooting.md has a heading for every way in which the relay can fail', () => {
  const headings = [...read('docs/troubleshooting.md').matchAll(/^### `([\w-]+)`: /gm)];
  expect(headings.map(([, code]) => code).sort()).toEqual([...RELAY_FAULTS].sort());
});

test('docs/troubleshooting.md names every reason for a certificate that browsers do not trust', () => {
  const source = read('keeper/src/certificates/fallback-reason.ts');
  const codes = [...source.matchAll(/^ +'(acme-[a-z-]+)': \(|readonly code: '([a-z-]+)'/gm)];
  const cells = [...read('docs/troubleshooting.md').matchAll(/^\| `((?:acme|own)-[a-z-]+)` \|/gm)];
  expect(cells.map(([, code]) => code).sort()).toEqual(codes.map(([, acme, other]) => acme ?? other).sort());
});

test('docs/deploying.md names the least versions of the engine and of compose', () => {
  const page = read('docs/deploying.md').replaceAll(/\s+/g, ' ');
  expect(page).toContain(
    `Docker Engine ${LEAST_ENGINE.join('.')} or newer, its compose plugin ${LEAST_COMPOSE.join('.')} or newer`,
  );
});

test('every link into the tree leads to a file, and to a heading where it names one', () => {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
  const leadsSomewhere = (target: string) => {
    const [path = '', anchor] = target.split('#');
    if (!existsSync(new URL(`../${path}`, import.meta.url))) return false;
    const headings = anchor ? [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => slug(text)) : [];
    return !anchor || headings.includes(anchor);
  };
  const links = [...documents()].flatMap(([path, targets]) => targets.map((target) => ({ path, target })));
  expect(links.length).toBeGreaterThan(1);
  expect(links.filter(({ target }) => !leadsSomewhere(target))).toEqual([]);
});

test('every document is linked from a README or from another document', () => {
  const all = documents();
  const linkedFromElsewhere = (document: string) =>
    [...all].some(
      ([path, targets]) => path !== document && targets.some((to) => to.split('#')[0] === document),
    );
  const pages = [...all.keys()].filter((path) => path.startsWith('docs/'));
  expect(pages).toContain('docs/deploying.md');
  expect(pages.filter((page) => !linkedFromElsewhere(page))).toEqual([]);
});

/** Every Markdown file of the project, by its path from the root, with the targets of its links that lead into the tree. */
function documents(): ReadonlyMap<string, readonly string[]> {
  const cwd = new URL('..', import.meta.url);
  const paths = globSync('**/*.md', { cwd, exclude: ['**/node_modules', '**/dist'] });
  return new Map(
    paths.map((path) => {
      const targets = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
      const inner = targets.filter((target) => !/^[a-z]+:/.test(target));
      return [
        path,
        inner.map((target) => (target.startsWith('#') ? path + target : join(dirname(path), target))),
      ];
    }),
  );
}

/** The lines of one service. */
function partOf(compose: string, part: string): string {
  return new RegExp(`^  ${part}:\\n((?: {4}.*\\n|\\n)*)`, 'm').exec(compose)?.[1] ?? '';
}
