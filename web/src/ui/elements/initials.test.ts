import { describe, expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

describe('initialsOf', () => {
  it.each([
    ['Ada', 'A'],
    ['ada lovelace', 'AL'],
    ['Ada King of Lovelace', 'AL'],
    ['  Ada   ', 'A'],
    ['李明', '李'],
    ['山田 太郎', '山'],
    ['김민준', '김'],
    ['🦊 fox', '🦊'],
    ['👩‍👩‍👧 family', '👩‍👩‍👧'],
    ['Müller', 'M'],
    ['e\u0301mile', 'E\u0301'],
    ['7of9', '7'],
    ['(Bob)', 'B'],
    ['', ''],
    ['   ', ''],
    ['...', ''],
    ['\u202e\u202d', ''],
    ['\u202eevil', 'E'],
    ['\u200b\u200bzoe', 'Z'],
    ['عمر خيام', 'عخ'],
  ])('%j → %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('stays short whatever a name consists of', () => {
    for (const name of ['x'.repeat(64), 'a\u0301\u0301\u0301b', '\u{1F1E9}\u{1F1EA}'.repeat(8)])
      expect([...initialsOf(name)].length).toBeLessThan(12);
  });
});
