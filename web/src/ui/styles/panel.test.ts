import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

it('the panel is a sheet in its style wherever its script makes it one, and a column everywhere else', () => {
  const [, sheet] = /const SHEET = '([^']+)'/.exec(read('../call/side-panel.tsx')) ?? [];
  const column = sheet?.replaceAll('<', '>=').replace(', ', ' and ');
  expect(sheet).toBeDefined();
  expect(read('panel.css')).toContain(`@media ${sheet} {`);
  expect(read('panel.css')).toContain(`@media ${column} {`);
});
