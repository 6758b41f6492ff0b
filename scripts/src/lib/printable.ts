/** Text from elsewhere as a terminal may show it: without what moves the cursor, colours, or turns the direction round. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '·');
}

/** The same for JSON, which stays the same to whoever parses it. */
export function printableJson(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // Line ends are the formatting's own: those of a text are escaped already.
  return JSON.stringify(value, null, 2).replace(UNPRINTABLE_IN_JSON, escaped);
}

const UNPRINTABLE = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const UNPRINTABLE_IN_JSON = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
