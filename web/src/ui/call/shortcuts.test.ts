import { describe, expect, it } from 'vitest';
import { findShortcut, type KeyStroke, type Shortcut } from './shortcuts.ts';

const shortcut = (key: string): Shortcut => ({ key, name: key, run: () => undefined });
const SHORTCUTS = [shortcut('m'), shortcut('?')];
const stroke = (key: string, more: Partial<KeyStroke> = {}): KeyStroke => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false },
  ...more,
});

describe('findShortcut', () => {
  it.each(['m', 'M', '?'])('finds what %s means', (key) => {
    expect(findShortcut(stroke(key), SHORTCUTS, false)?.key).toBe(key.toLowerCase());
  });

  it.each([
    ['a key that means nothing', stroke('x'), false],
    ['a key that is typed into a field', stroke('m'), true],
    ['a key of the browser (Ctrl)', stroke('m', { ctrlKey: true }), false],
    ['a key of the system (Cmd)', stroke('m', { metaKey: true }), false],
    ['a key of a menu (Alt)', stroke('m', { altKey: true }), false],
    ['a key that is held down', stroke('m', { repeat: true }), false],
    ['a part of a character of an input method', stroke('m', { isComposing: true }), false],
  ])('leaves %s alone', (_, given, isTyping) => {
    expect(findShortcut(given, SHORTCUTS, isTyping)).toBeNull();
  });
});
