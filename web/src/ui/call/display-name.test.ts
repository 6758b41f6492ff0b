import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en.ts';
import { displayName } from './display-name.ts';

describe('displayName', () => {
  it.each([
    ['Ada', 'Ada'],
    [' Ada  Lovelace ', 'Ada Lovelace'],
    ['李明', '李明'],
    ['عمر', 'عمر'],
    ['🦊', '🦊'],
    ['\u202eecilA\u202c', 'ecilA'],
    ['a\u2067b', 'ab'],
    ['line\nbreak', 'line break'],
    ['', 'Guest'],
    ['  \t', 'Guest'],
    ['\u200b\u2060', 'Guest'],
    ['\u0301\u0301', 'Guest'],
  ])('%j is shown as %j', (name, shown) => {
    expect(displayName({ name: signal(name) }, en)).toBe(shown);
  });
});
