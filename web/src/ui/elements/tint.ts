/** How many tints the style sheet has (`[data-tint]`). */
export const TINTS = 6;

/** One of the tints, the same for the same text. */
export function tintOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % TINTS;
}
