import { normalizeCode } from './room-key.ts';

/** What a typed code is worth against somebody who guesses. */
export type CodeStrength = 'weak' | 'fair' | 'strong';

/**
 * A rough estimate that rather says too little. Each guess costs the guesser 600,000 rounds of PBKDF2, which is worth
 * about 19 bits more; below `FAIR_BITS` that is minutes to days, above `STRONG_BITS` more than anybody would spend.
 */
export function estimateCodeStrength(code: string): CodeStrength {
  const words = new Set(normalizeCode(code).split(/[\s._-]+/));
  const bits = [...words].reduce((sum, word) => sum + estimateBits(word), 0);
  return bits < FAIR_BITS ? 'weak' : bits < STRONG_BITS ? 'fair' : 'strong';
}

const FAIR_BITS = 30;
const STRONG_BITS = 52;

/** Why 12: people pick words from some 4,000. */
const WORD_BITS = 12;
/** Why 5: Chinese characters come in words, of which people pick from some thousand. */
const HAN_BITS = 5;
const DIGIT_BITS = 2.5;
/** For each character of something that is neither a word nor a number. */
const MIXED_BITS = 3.5;

function estimateBits(word: string): number {
  const distinct = new Set(word).size;
  const han = word.match(/\p{Script=Han}/gu)?.length ?? 0;
  if (han > 0) return Math.min(han, distinct) * HAN_BITS;
  if (/^\p{L}+$/u.test(word)) return Math.min(distinct * MIXED_BITS, WORD_BITS);
  return distinct * (/^\d+$/.test(word) ? DIGIT_BITS : MIXED_BITS);
}
