import { createHmac, randomBytes } from 'node:crypto';
import { SocketAddress } from 'node:net';

/** STUN messages (RFC 8489 §5) with the methods and attributes of TURN (RFC 8656 §17, §18) that a client needs. */
export const METHOD = {
  binding: 1,
  allocate: 3,
  refresh: 4,
  send: 6,
  data: 7,
  createPermission: 8,
  channelBind: 9,
} as const;

export const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  channelNumber: 0x000c,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedAddressFamily: 0x0017,
  requestedTransport: 0x0019,
  xorMappedAddress: 0x0020,
} as const;

/** In the two bits of the message type that RFC 8489 calls C1 and C0. */
export const CLASS = { request: 0x000, indication: 0x010, success: 0x100, error: 0x110 } as const;

export interface StunAttribute {
  readonly type: number;
  readonly value: Buffer;
}

export interface StunMessage {
  readonly method: number;
  readonly class: number;
  readonly transactionId: Buffer;
  readonly attributes: readonly StunAttribute[];
}

export interface TransportAddress {
  readonly address: string;
  readonly port: number;
}

const MAGIC_COOKIE = Buffer.from([0x21, 0x12, 0xa4, 0x42]);
const HEADER_BYTES = 20;
const TRANSACTION_ID_BYTES = 12;
const INTEGRITY_BYTES = 20;
const METHOD_MASK = 0x3eef;
const CLASS_MASK = 0x0110;

export function newTransactionId(): Buffer {
  return randomBytes(TRANSACTION_ID_BYTES);
}

/** With a key, MESSAGE-INTEGRITY is put behind the attributes (RFC 8489 §14.5). */
export function encodeMessage(message: StunMessage, integrityKey?: Buffer): Buffer {
  const body = Buffer.concat(message.attributes.map(encodeAttribute));
  if (integrityKey === undefined) return Buffer.concat([header(message, body.length), body]);
  const withIntegrity = body.length + 4 + INTEGRITY_BYTES;
  const signed = Buffer.concat([header(message, withIntegrity), body]);
  const value = createHmac('sha1', integrityKey).update(signed).digest();
  return Buffer.concat([signed, encodeAttribute({ type: ATTRIBUTE.messageIntegrity, value })]);
}

/** Null for what is not a STUN message, whole and alone. */
export function decodeMessage(bytes: Buffer): StunMessage | null {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(4, 8).equals(MAGIC_COOKIE)) return null;
  const type = bytes.readUInt16BE(0);
  if (type > 0x3fff || bytes.readUInt16BE(2) !== bytes.length - HEADER_BYTES) return null;
  const attributes: StunAttribute[] = [];
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    if (at + 4 > bytes.length) return null;
    const length = bytes.readUInt16BE(at + 2);
    if (at + 4 + length > bytes.length) return null;
    attributes.push({ type: bytes.readUInt16BE(at), value: bytes.subarray(at + 4, at + 4 + length) });
    at += 4 + padded(length);
  }
  return {
    method: type & METHOD_MASK,
    class: type & CLASS_MASK,
    transactionId: bytes.subarray(8, HEADER_BYTES),
    attributes,
  };
}

export function attributeOf(message: StunMessage, type: number): Buffer | undefined {
  return message.attributes.find((attribute) => attribute.type === type)?.value;
}

/** The code of an ERROR-CODE attribute, such as 401; undefined when there is none. */
export function errorCodeOf(message: StunMessage): number | undefined {
  const value = attributeOf(message, ATTRIBUTE.errorCode);
  return value && value.length >= 4 ? (value.readUInt8(2) & 7) * 100 + value.readUInt8(3) : undefined;
}

/** The value of an XOR-...-ADDRESS (RFC 8489 §14.2); throws for what is no IPv4 or IPv6 address. */
export function encodeAddress({ address, port }: TransportAddress, transactionId: Buffer): Buffer {
  const { family } = new SocketAddress({ address, port, family: address.includes(':') ? 'ipv6' : 'ipv4' });
  const bytes = family === 'ipv6' ? ipv6Bytes(address) : Buffer.from(address.split('.').map(Number));
  const head = Buffer.from([0, family === 'ipv6' ? 2 : 1, 0, 0]);
  head.writeUInt16BE(port ^ MAGIC_COOKIE.readUInt16BE(0), 2);
  return Buffer.concat([head, masked(bytes, transactionId)]);
}

/** Null for what is not an address. */
export function decodeAddress(value: Buffer, transactionId: Buffer): TransportAddress | null {
  if (value.length !== 8 && value.length !== HEADER_BYTES) return null;
  const port = value.readUInt16BE(2) ^ MAGIC_COOKIE.readUInt16BE(0);
  const bytes = masked(value.subarray(4), transactionId);
  if (bytes.length === 4) return { address: [...bytes].join('.'), port };
  const words = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  return { address: new SocketAddress({ address: words.join(':'), family: 'ipv6' }).address, port };
}

function header(message: StunMessage, length: number): Buffer {
  const start = Buffer.alloc(4);
  start.writeUInt16BE(message.method | message.class, 0);
  start.writeUInt16BE(length, 2);
  return Buffer.concat([start, MAGIC_COOKIE, message.transactionId]);
}

function encodeAttribute({ type, value }: StunAttribute): Buffer {
  const encoded = Buffer.alloc(4 + padded(value.length));
  encoded.writeUInt16BE(type, 0);
  encoded.writeUInt16BE(value.length, 2);
  value.copy(encoded, 4);
  return encoded;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function masked(bytes: Buffer, transactionId: Buffer): Buffer {
  const mask = Buffer.concat([MAGIC_COOKIE, transactionId]);
  return Buffer.from(bytes.map((byte, index) => byte ^ (mask[index] ?? 0)));
}

function ipv6Bytes(address: string): Buffer {
  // A URL writes every spelling, the one with an IPv4 address at the end too, in one way: words and at most one "::".
  const [front = '', back] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':'));
  const [left, right] = [words(front), words(back ?? '')];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return Buffer.concat(
    [...left, ...zeros, ...right].map((word) => Buffer.from(word.padStart(4, '0'), 'hex')),
  );
}
