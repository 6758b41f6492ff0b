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
  const channels = new Map<string, Channel>();

  /** Null when a hostile server has named more page loads than one call can meet. */
  async function channelOf(from: Endpoint, to: Endpoint): Promise<Channel | null> {
    const info = ['seal', room, from.id, from.session, to.id, to.session].join('|');
    const known = channels.get(info);
    if (known !== undefined) return known;
    if (channels.size >= MAX_CHANNELS) return null;
    const channel: Channel = { key: deriveSealingKey(sealingRoot, info), counter: 0n };
    channels.set(info, channel);
    return channel;
  }

  return {
    async seal(from, to, text) {
      const channel = await channelOf(from, to);
      if (channel === null) throw new RangeError('more sealed channels than a page may open');
      channel.counter += 1n;
      const header = headerOf(channel.counter);
      const sealed = await crypto.subtle.encrypt(gcm(header), await channel.key, utf8.encode(text));
      const payload = new Uint8Array(HEADER_BYTES + sealed.byteLength);
      payload.set(header);
      payload.set(new Uint8Array(sealed), HEADER_BYTES);
      return encodeBase64url(payload);
    },

    async open(from, to, payload) {
      const bytes = decodeBase64url(payload);
      if (bytes === null || bytes.length <= HEADER_BYTES || bytes[0] !== SEALING_VERSION) return null;
      const channel = await channelOf(from, to);
      if (channel === null) return null;
      const header = bytes.slice(0, HEADER_BYTES);
      const counter = new DataView(header.buffer).getBigUint64(COUNTER_OFFSET);
      if (counter <= channel.counter) return null;
      try {
        const opened = await crypto.subtle.decrypt(
          gcm(header),
          await channel.key,
          bytes.subarray(HEADER_BYTES),
        );
        // Looked at again: another payload may have been opened meanwhile.
        if (counter <= channel.counter) return null;
        channel.counter = counter;
        return new TextDecoder().decode(opened);
      } catch (error) {
        if (error instanceof DOMException && error.name === 'OperationError') return null;
        throw error;
      }
    },
  };
}

interface Channel {
  readonly key: Promise<CryptoKey>;
  /** Sending: the last counter used. Receiving: the highest opened. */
  counter: bigint;
}

const SEALING_VERSION = 1;
const COUNTER_OFFSET = 1;
const HEADER_BYTES = 9;
const IV_BYTES = 12;

/** Why 4,096: sixteen people who each reload a hundred times, both directions; and a bound for hostile servers. */
const MAX_CHANNELS = 4_096;

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
