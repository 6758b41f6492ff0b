import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { THEME_KEY, THEMES } from './theme.ts';

const script = readFileSync(new URL('../../public/theme.js', import.meta.url), 'utf8');

it('the script that runs before the first paint reads what is remembered', () => {
  expect(script).toContain(`getItem('${THEME_KEY}')`);
  expect([...script.matchAll(/theme === '(\w+)'/g)].map((match) => match[1])).toEqual(
    THEMES.filter((theme) => theme !== 'system'),
  );
});
