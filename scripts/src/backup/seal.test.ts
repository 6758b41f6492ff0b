import { expect, test } from 'vitest';
import { isSealed, seal, unseal } from './seal.ts';

const PASSPHRASE = 'correct horse battery staple';
const CONTENT = Buffer.from('what nobody is to read');

test('whoever knows the passphrase reads it, in whichever form it was typed', () => {
  const sealed = seal(CONTENT, 'Käfig-Käfig-Käfig'.normalize('NFD'));
  expect(isSealed(sealed)).toBe(true);
  expect(sealed.includes(CONTENT)).toBe(false);
  expect(unseal(sealed, 'Käfig-Käfig-Käfig'.normalize('NFC'))).toEqual({ ok: true, value: CONTENT });
});

test('no two are alike', () => {
  expect(seal(CONTENT, PASSPHRASE)).not.toEqual(seal(CONTENT, PASSPHRASE));
});

test('another passphrase, a changed byte anywhere or a missing end opens nothing', {
  timeout: 60_000,
}, () => {
  const sealed = seal(CONTENT, PASSPHRASE);
  const wrong = { ok: false, problems: [{ code: 'backup-passphrase' }] };
  expect(unseal(sealed, `${PASSPHRASE} `)).toMatchObject(wrong);
  expect(unseal(sealed.subarray(0, -1), PASSPHRASE)).toMatchObject(wrong);
  expect(unseal(sealed.subarray(0, 60), PASSPHRASE)).toMatchObject(wrong);
  // Of the tag, and of what comes before it.
  for (const fromEnd of [1, 60]) {
    const damaged = Buffer.from(sealed);
    const at = damaged.length - fromEnd;
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    expect(unseal(damaged, PASSPHRASE)).toMatchObject(wrong);
  }
});

test('what is not sealed is not taken for it', () => {
  expect(isSealed(CONTENT)).toBe(false);
  expect(isSealed(Buffer.alloc(0))).toBe(false);
});
