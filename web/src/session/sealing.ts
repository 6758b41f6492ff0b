import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { hkdf } from './room-derivation.ts';

/** One page load behind one seat. */
export interface Endpoint {
  readonly id: string;
  readonly session: string;
}

export interface Sealer {
  /** Seals text for a peer's page load. Calls to one peer must be awaited one after the other. */
  seal(from: Endpoint, to: Endpoint, text: string): Promise<string>;
  /**
   * Opens a payload that is said to come from a peer's page load. Null for anything altered, replayed, overtaken,
   * meant for somebody else or for another page load.
   */
  open(from: Endpoint, to: Endpoint, payload: string): Promise<string | null>;
}

/**
 * AES-256-GCM with a key for each direction of each pair of page loads (docs/protocol.md, "Sealing").
 * Counters are kept as long as the page lives, so a session that the server brings back replays nothing, and no IV is
 * used twice whatever ids the server gives out.
 */
export function createSealer(sealingRoot: CryptoKey, room: string): Sealer {
  /** By channel: the last counter used when sending, the highest opened when receiving. */
  const counters = new Map<string, bigint>();
  /** The keys that were used last; others are derived again. */
  const keys = new Map<string, Promise<CryptoKey>>();

  function channelOf(from: Endpoint, to: Endpoint): string {
    return ['seal', room, from.id, from.session, to.id, to.session].join('|');
  }

  function keyOf(channel: string): Promise<CryptoKey> {
    const key = keys.get(channel) ?? deriveSealingKey(sealingRoot, channel);
    keys.delete(channel);
    keys.set(channel, key);
    const [longestUnused] = keys.keys();
    if (keys.size > MAX_KEYS && longestUnused !== undefined) keys.delete(longestUnused);
    return key;
  }

  /** Whether the counter goes on from the last one; also false once there are more channels than a call can need. */
  function advance(channel: string, counter: bigint): boolean {
    const last = counters.get(channel);
    if (last === undefined ? counters.size >= MAX_CHANNELS : counter <= last) return false;
    counters.set(channel, counter);
    return true;
  }

  return {
    async seal(from, to, text) {
      const channel = channelOf(from, to);
      const counter = (counters.get(channel) ?? 0n) + 1n;
      if (!advance(channel, counter)) throw new RangeError('more sealed channels than a page may open');
      const header = headerOf(counter);
      const sealed = await crypto.subtle.encrypt(gcm(header), await keyOf(channel), utf8.encode(text));
      const payload = new Uint8Array(HEADER_BYTES + sealed.byteLength);
      payload.set(header);
      payload.set(new Uint8Array(sealed), HEADER_BYTES);
      return encodeBase64url(payload);
    },

    async open(from, to, payload) {
      const bytes = decodeBase64url(payload);
      if (bytes === null || bytes.length <= HEADER_BYTES || bytes[0] !== SEALING_VERSION) return null;
      const channel = channelOf(from, to);
      const header = bytes.slice(0, HEADER_BYTES);
      const counter = new DataView(header.buffer).getBigUint64(COUNTER_OFFSET);
      if (counter <= (counters.get(channel) ?? 0n)) return null;
      try {
        const sealed = bytes.subarray(HEADER_BYTES);
        const opened = await crypto.subtle.decrypt(gcm(header), await keyOf(channel), sealed);
        // Only what has proved to come from the peer counts; another payload may have been opened meanwhile.
        return advance(channel, counter) ? new TextDecoder().decode(opened) : null;
      } catch (error) {
        if (error instanceof DOMException && error.name === 'OperationError') return null;
        throw error;
      }
    },
  };
}

const SEALING_VERSION = 1;
const COUNTER_OFFSET = 1;
const HEADER_BYTES = 9;
const IV_BYTES = 12;

/**
 * Why 65,536: a member who comes back in a new page load twice a second takes nine hours to use them up; and a bound for
 * hostile servers, of about ten megabytes.
 */
const MAX_CHANNELS = 65_536;

/** Two for each other person in the largest room, several times over. */
const MAX_KEYS = 256;

const utf8 = new TextEncoder();

function deriveSealingKey(root: CryptoKey, info: string): Promise<CryptoKey> {
  return crypto.subtle.deriveKey(hkdf(info), root, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

function headerOf(counter: bigint): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER_BYTES);
  header[0] = SEALING_VERSION;
  new DataView(header.buffer).setBigUint64(COUNTER_OFFSET, counter);
  return header;
}

/** The IV is four zero bytes and the counter; the whole header is authenticated. */
function gcm(header: Uint8Array<ArrayBuffer>): AesGcmParams {
  const iv = new Uint8Array(IV_BYTES);
  iv.set(header.subarray(COUNTER_OFFSET), IV_BYTES - (HEADER_BYTES - COUNTER_OFFSET));
  return { name: 'AES-GCM', iv, additionalData: header };
}
