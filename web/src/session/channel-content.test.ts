import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChannelContent, formatChannelContent, parseChannelContent } from './channel-content.ts';
import { MAX_CHAT_CHARACTERS } from './view.ts';

const contents: ChannelContent[] = [
  { type: 'chat', number: 1, text: '你好 👋\n<b>' },
  // JSON makes six characters of each.
  { type: 'chat', number: Number.MAX_SAFE_INTEGER, text: '\u0001'.repeat(MAX_CHAT_CHARACTERS) },
  { type: 'received', number: 7 },
  { type: 'reaction', reaction: '🎉' },
  {
    ...{ type: 'profile', revision: 3, name: 'Ann' },
    ...{ microphone: true, camera: false, screen: true, hand: 2 },
  },
];

test.each(contents)('$type comes back as it was', (content) => {
  expect(parseChannelContent(formatChannelContent(content))).toEqual(content);
});

test.each([
  ['another kind', { type: 'eval', code: '1' }],
  ['an empty message', { type: 'chat', number: 1, text: '' }],
  ['an endless message', { type: 'chat', number: 1, text: 'x'.repeat(MAX_CHAT_CHARACTERS + 1) }],
  ['a number that is none', { type: 'chat', number: 0, text: 'x' }],
  ['a number beyond counting', { type: 'received', number: 2 ** 53 }],
  ['a reaction that is text', { type: 'reaction', reaction: 'x'.repeat(100) }],
  ['padding', { type: 'reaction', reaction: '🎉', padding: 'x'.repeat(20_000) }],
])('%s is nothing', (_, content) => {
  expect(parseChannelContent(JSON.stringify(content))).toBeNull();
});

test('no text of any form throws', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseChannelContent(text) === null));
});
