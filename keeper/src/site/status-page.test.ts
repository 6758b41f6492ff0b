import { expect, test } from 'vitest';
import { renderStatusPage } from './status-page.ts';

test('what an authority says is text, never markup', () => {
  const page = renderStatusPage({
    url: 'https://call.example.org/',
    en: { cause: 'it said "<script>alert(1)</script>"', cure: 'a & b' },
    zh: { cause: "<img src=x onerror='1'>", cure: '' },
  });
  expect(page).not.toMatch(/<script|<img/);
  expect(page).toContain('a &#38; b');
});
