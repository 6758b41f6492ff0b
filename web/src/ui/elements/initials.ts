/** Invisible, and able to turn the text around them: bidirectional controls, zero-width characters, other controls. */
const INVISIBLE = /[\p{Cc}\p{Bidi_Control}\u200b-\u200d\u2060\ufeff]/gu;
/** Scripts in which one character says as much as two letters. */
const DENSE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;
const SPEAKING = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/**
 * At most two characters that stand for a name, whole as people see them (graphemes); empty where the name has none.
 * “Ada Lovelace” → “AL”, “李明” → “李”, “🦊 fox” → “🦊”.
 */
export function initialsOf(name: string): string {
  const words = name
    .split(/\s+/u)
    .map((word) => firstGrapheme(word))
    .filter((grapheme) => SPEAKING.test(grapheme));
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  if (DENSE.test(first) || DENSE.test(last)) return first;
  return (first + last).toLocaleUpperCase();
}

function firstGrapheme(word: string): string {
  for (const segment of graphemesOf(word)) {
    const visible = SPEAKING.test(segment) ? segment : segment.replace(INVISIBLE, '');
    if (SPEAKING.test(visible)) return visible;
  }
  return '';
}

/** Firefox before 125 has no segmenter; code points are right for nearly every name. */
function graphemesOf(text: string): string[] {
  if (!('Segmenter' in Intl)) return [...text];
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
