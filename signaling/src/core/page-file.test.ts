import { expect, test } from 'vitest';
import { MAX_BUILD_CHARACTERS } from '#protocol';
import { parsePageFile, readPageFile } from './page-file.ts';

const page = (content: string) =>
  `<!doctype html><meta name="build" content="${content}"><title>Burrow</title>`;

test('the build is what the page says of itself', () => {
  expect(parsePageFile(page('_kBJV4t9dPpr9fxV')).build).toBe('_kBJV4t9dPpr9fxV');
});

test('a page that says nothing, or nonsense, has no build', () => {
  expect(parsePageFile('<!doctype html>').build).toBeNull();
  expect(parsePageFile(page('a b')).build).toBeNull();
  expect(parsePageFile(page('a'.repeat(MAX_BUILD_CHARACTERS + 1))).build).toBeNull();
});

test('what stands in the page and runs is named by its hash', () => {
  // The first from the example of Content Security Policy Level 2, §4.2.5; the other is SHA-256 of nothing.
  const html = `<script>alert('Hello, world.');</script><style></style><script src="/a.js"></script>`;
  expect(parsePageFile(html)).toEqual({
    build: null,
    scriptHashes: ["'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"],
    styleHashes: ["'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"],
  });
});

test('where there is no page there is nothing to know', () => {
  expect(readPageFile('/nowhere')).toEqual({ build: null, scriptHashes: [], styleHashes: [] });
});
