/** Unpadded base64url, RFC 4648 §5. */
export function encodeBase64url(bytes: Uint8Array): string {
  let binary = '';
  // Why in steps: a call takes a bounded number of arguments.
  for (let start = 0; start < bytes.length; start += STEP_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(start, start + STEP_BYTES));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Null for text that is not base64url. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

const STEP_BYTES = 8_192;
