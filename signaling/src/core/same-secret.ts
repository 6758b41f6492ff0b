import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares digests, so that neither content nor length of the secret shows in the time it takes. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
