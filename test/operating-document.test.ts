/** docs/operating.md says what the command table says. `vitest run -u` writes its section anew. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commandDocument } from '../scripts/src/command-table/command-document.ts';
import { COMMAND_TABLE } from '../scripts/src/command-table/command-table.ts';
import { DOCTOR_CODES, REMOTE_CODES } from '../scripts/src/doctor/finding.ts';

const PATH = fileURLToPath(new URL('../docs/operating.md', import.meta.url));

test('the commands of docs/operating.md are those of the table', async () => {
  const page = readFileSync(PATH, 'utf8');
  const [before, rest] = page.split('<!-- commands -->\n');
  const after = rest?.split('<!-- /commands -->')[1];
  expect(after, 'the place of the commands').toBeDefined();
  const whole = `${before}<!-- commands -->\n\n${commandDocument()}\n\n<!-- /commands -->${after}`;
  await expect(whole).toMatchFileSnapshot(PATH);
});

test('no document names a command that is not in the table', () => {
  const pages = [
    ...['README.md', 'SECURITY.md', 'docs/deploying.md', 'docs/upgrading.md', 'docs/troubleshooting.md'],
    ...['docs/diagnosis.md', 'docs/status-page.md', 'docs/monitoring.md'],
  ];
  const names = COMMAND_TABLE.map(({ name }) => name);
  for (const path of pages) {
    const text = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
    const named = [...text.matchAll(/\.\/scripts\/burrow ([a-z]+)/g)].map(([, name]) => name);
    expect(names, path).toEqual(expect.arrayContaining(named));
  }
});

test('docs/troubleshooting.md has one heading for each code of the doctor', () => {
  const page = readFileSync(new URL('../docs/troubleshooting.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('## What the doctor finds\n');
  const headings = [...section.matchAll(/^### `([\w-]+)`$/gm)].map(([, code]) => code);
  expect(headings).toEqual([...Object.keys(DOCTOR_CODES), ...Object.keys(REMOTE_CODES)]);
});
