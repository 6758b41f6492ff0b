import { expect, test } from 'vitest';
import { MAX_BUILD_CHARACTERS } from '#protocol';
import { parsePageBuild, readPageBuild } from './page-build.ts';

const page = (content: string) =>
  `<!doctype html><meta name="build" content="${content}"><title>Burrow</title>`;

test('the build is what the page says of itself', () => {
  expect(parsePageBuild(page('_kBJV4t9dPpr9fxV'))).toBe('_kBJV4t9dPpr9fxV');
});

test('a page that says nothing, or nonsense, has no build', () => {
  expect(parsePageBuild('<!doctype html>')).toBeNull();
  expect(parsePageBuild(page('a b'))).toBeNull();
  expect(parsePageBuild(page('a'.repeat(MAX_BUILD_CHARACTERS + 1)))).toBeNull();
});

test('where there is no page there is no build', () => {
  expect(readPageBuild('/nowhere')).toBeNull();
});
