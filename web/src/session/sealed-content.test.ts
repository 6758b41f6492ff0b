import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSealedContent, parseSealedContent, type SealedContent } from './sealed-content.ts';
import { MAX_HAND } from './view.ts';

const PROFILE = {
  ...{ type: 'profile' as const, revision: 1, name: '小明' },
  ...{ microphone: true, camera: false, screen: false, hand: null },
};

const contents: SealedContent[] = [
  { type: 'description', epoch: 1, exchange: 1, description: { type: 'offer', sdp: 'v=0' } },
  {
    type: 'candidates',
    epoch: 2,
    candidates: [{ candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'u' }],
  },
  { type: 'candidates', epoch: 2, candidates: [{ candidate: '', sdpMid: null }] },
  { type: 'rebuild', epoch: 3 },
  { type: 'path', epoch: 1, path: 'relay-tls' },
  PROFILE,
  { ...PROFILE, hand: 1, screen: true },
];

test.each(contents)('$type comes back as it was', (content) => {
  expect(parseSealedContent(formatSealedContent(content))).toEqual(content);
});

test.each([
  ['another kind', { type: 'eval', code: '1' }],
  ['a rollback', { type: 'description', epoch: 1, exchange: 1, description: { type: 'rollback', sdp: '' } }],
  ['an epoch beyond all reason', { type: 'rebuild', epoch: 2 ** 53 }],
  ['a path that is none', { type: 'path', epoch: 1, path: 'relay-pigeon' }],
  ['an epoch that is none', { type: 'rebuild', epoch: 0 }],
  ['an endless name', { ...PROFILE, name: 'x'.repeat(65) }],
  ['a state before the first', { ...PROFILE, revision: 0 }],
  ['a hand beyond all hands', { ...PROFILE, hand: MAX_HAND + 1 }],
  ['too many candidates', { type: 'candidates', epoch: 1, candidates: Array(65).fill({ candidate: '' }) }],
  [
    'an endless description',
    { type: 'description', epoch: 1, exchange: 1, description: { type: 'offer', sdp: 'x'.repeat(40_001) } },
  ],
])('%s is nothing', (_, content) => {
  expect(parseSealedContent(JSON.stringify(content))).toBeNull();
});

test('no text of any form throws', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseSealedContent(text) === null));
});
