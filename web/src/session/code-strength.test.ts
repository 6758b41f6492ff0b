import { expect, test } from 'vitest';
import { type CodeStrength, estimateCodeStrength } from './code-strength.ts';

test.each<[code: string, strength: CodeStrength]>([
  ['daily standup', 'weak'],
  ['123456', 'weak'],
  ['aaaaaaaaaaaaaaaa', 'weak'],
  ['badger badger badger badger badger', 'weak'],
  ['会议室一号', 'weak'],
  ['wednesday badger tea', 'fair'],
  ['月亮 火车 苹果 河马', 'fair'],
  ['wednesday badger tea lantern orbit', 'strong'],
  ['k9#vQ2!xZ7@pL4&m', 'strong'],
])('“%s” is %s', (code, strength) => {
  expect(estimateCodeStrength(code)).toBe(strength);
});
