import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLinks } from './chat-links.ts';

const links = (message: string) =>
  splitLinks(message).flatMap((part) => (part.kind === 'link' ? [part.href] : []));

test.each([
  ['see https://example.org/a?b=c#d, please', ['https://example.org/a?b=c#d']],
  ['(https://example.org/a)', ['https://example.org/a']],
  ['https://en.wikipedia.org/wiki/Burrow_(animal)', ['https://en.wikipedia.org/wiki/Burrow_(animal)']],
  ['见https://example.org/路径。然后', ['https://example.org/%E8%B7%AF%E5%BE%84']],
  ['见 https://example.org/notes。然后 http://b.example', ['https://example.org/notes', 'http://b.example/']],
  ['HTTPS://EXAMPLE.ORG', ['https://example.org/']],
  ['nothing here', []],
])('%s', (message, expected) => {
  expect(links(message)).toEqual(expected);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://',
  'https://bank.example@evil.example/',
  'file:///etc/passwd',
])('%s is no link', (message) => {
  expect(links(message)).toEqual([]);
});

test('nothing is lost, added or moved, whatever is written, and only web addresses are links', () => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.webUrl(), fc.constant('https://a.b<c>"'));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const message = pieces.join(' ');
      const parts = splitLinks(message);
      expect(parts.map(({ text }) => text).join('')).toBe(message);
      for (const href of links(message)) expect(href).toMatch(/^https?:\/\//);
    }),
  );
});
