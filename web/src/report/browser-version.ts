import type { CallReport } from '#protocol';

/** Family and major version, and nothing else of what a browser says of itself. */
export function browserVersion(userAgent: string): CallReport['browser'] {
  for (const [family, pattern] of PATTERNS) {
    const digits = pattern.exec(userAgent)?.[1];
    if (digits !== undefined) return { family, majorVersion: Number(digits) || null };
  }
  return { family: 'other', majorVersion: null };
}

/** On iOS every browser is Safari underneath: what is asked is which WebRTC it has. */
const PATTERNS = [
  ['safari', /(?:iPhone|iPad|iPod).*? OS (\d{1,4})[_ ]/],
  ['firefox', /Firefox\/(\d{1,4})/],
  ['chromium', /Chrom(?:e|ium)\/(\d{1,4})/],
  ['safari', /Version\/(\d{1,4})[\d.]* .*Safari\//],
] as const;
