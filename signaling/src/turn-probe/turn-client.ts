import { createHash } from 'node:crypto';
import {
  ATTRIBUTE,
  attributeOf,
  CLASS,
  decodeAddress,
  encodeAddress,
  encodeMessage,
  errorCodeOf,
  METHOD,
  newTransactionId,
  type StunAttribute,
  type StunMessage,
  type TransportAddress,
} from './stun-message.ts';
import { createStunTransactions } from './stun-transactions.ts';
import type { Transport } from './transport.ts';

export interface TurnCredential {
  readonly username: string;
  readonly password: string;
}

/** What the server answered. `code` is 0 for success, such as 401 for a refusal, null for no answer in time. */
export interface TurnAnswer {
  readonly code: number | null;
  readonly relayed: TransportAddress | null;
  /** This client, as the server sees it. */
  readonly mapped: TransportAddress | null;
  /** Why there is no answer: the certificate is not the one to expect. */
  readonly isCertificateBad?: true;
}

export interface AllocateOptions {
  /** IANA protocol number (RFC 8656 §18.8): 17 is UDP. */
  readonly transport?: number;
  readonly family?: 'ipv4' | 'ipv6';
  /** Instead of the realm that the server asks for: in the request, and in what signs it. */
  readonly shownRealm?: string;
  readonly signedRealm?: string;
}

/** One TURN client (RFC 8656), as small as a check and a test need it: it refreshes nothing by itself. */
export interface TurnClient {
  allocate(options?: AllocateOptions): Promise<TurnAnswer>;
  createPermission(peerAddress: string): Promise<TurnAnswer>;
  /** @param channel from 0x4000 to 0x4fff */
  bindChannel(channel: number, peer: TransportAddress): Promise<TurnAnswer>;
  /** ChannelData: nobody answers. */
  sendOnChannel(channel: number, data: Buffer): void;
  /** A Send indication: nobody answers. */
  send(peer: TransportAddress, data: Buffer): void;
  /** The next Data indication; null when none comes in time. */
  receive(): Promise<{ readonly from: TransportAddress | null; readonly data: Buffer } | null>;
  /** Gives the allocation back, and ends. */
  close(): Promise<void>;
  /** Ends at once; the server keeps the allocation until its time is over. */
  abandon(): void;
}

export interface TurnClientOptions {
  readonly server: TransportAddress;
  /** Null: none is shown. */
  readonly credential: TurnCredential | null;
  /** How long to wait for an answer; asked again meanwhile. */
  readonly timeoutMs?: number;
  /** Default: UDP. */
  readonly transport?: Transport;
}

const UDP = 17;
const DEFAULT_TIMEOUT_MS = 5_000;
const FAMILY_CODE = { ipv4: 1, ipv6: 2 } as const;

/** A server may ask for the credential once, and once more because its nonce has aged. */
const MOST_ATTEMPTS = 3;

export function createTurnClient({
  server,
  credential,
  timeoutMs = DEFAULT_TIMEOUT_MS,
  transport: reachedBy = 'udp',
}: TurnClientOptions): TurnClient {
  const transactions = createStunTransactions(server, timeoutMs, reachedBy);
  let challenge: Challenge | null = null;
  let allocated = false;

  return {
    async allocate({ transport = UDP, family, ...realms } = {}) {
      const attributes = [attribute(ATTRIBUTE.requestedTransport, [transport, 0, 0, 0])];
      if (family)
        attributes.push(attribute(ATTRIBUTE.requestedAddressFamily, [FAMILY_CODE[family], 0, 0, 0]));
      const answer = await authenticated(METHOD.allocate, () => attributes, realms);
      allocated = answer.code === 0;
      return answer;
    },
    createPermission(peerAddress) {
      return authenticated(METHOD.createPermission, (id) => [
        peerAttribute({ address: peerAddress, port: 0 }, id),
      ]);
    },
    bindChannel(channel, peer) {
      return authenticated(METHOD.channelBind, (id) => [
        attribute(ATTRIBUTE.channelNumber, [channel >> 8, channel & 0xff, 0, 0]),
        peerAttribute(peer, id),
      ]);
    },
    sendOnChannel: (channel, data) => transactions.tell(channelData(channel, data)),
    send(peer, data) {
      const transactionId = newTransactionId();
      const attributes = [peerAttribute(peer, transactionId), { type: ATTRIBUTE.data, value: data }];
      transactions.tell(
        encodeMessage({ method: METHOD.send, class: CLASS.indication, transactionId, attributes }),
      );
    },
    async receive() {
      const message = await transactions.heard(METHOD.data);
      if (message === null) return null;
      const from = attributeOf(message, ATTRIBUTE.xorPeerAddress);
      return {
        from: from ? decodeAddress(from, message.transactionId) : null,
        data: attributeOf(message, ATTRIBUTE.data) ?? Buffer.alloc(0),
      };
    },
    async close() {
      if (allocated) await authenticated(METHOD.refresh, () => [attribute(ATTRIBUTE.lifetime, [0, 0, 0, 0])]);
      transactions.close();
    },
    abandon: () => transactions.close(),
  };

  /** Asks; shows the credential when the server asks for one (401) or wants a newer nonce (438). */
  async function authenticated(
    method: number,
    attributesFor: (transactionId: Buffer) => readonly StunAttribute[],
    realms: OtherRealms = {},
  ): Promise<TurnAnswer> {
    for (let attempt = 1; ; attempt++) {
      const shown = credential && challenge;
      const transactionId = newTransactionId();
      const message = {
        method,
        class: CLASS.request,
        transactionId,
        attributes: attributesFor(transactionId),
      };
      const request = shown ? signed(message, credential, shown, realms) : encodeMessage(message);
      const answer = await transactions.ask(request, transactionId);
      const code = answer && codeOf(answer);
      if (answer && (code === 438 || (code === 401 && shown === null))) {
        challenge = challengeOf(answer);
        if (credential && challenge && attempt < MOST_ATTEMPTS) continue;
      }
      const addressIn = (type: number) => {
        const value = answer && attributeOf(answer, type);
        return value ? decodeAddress(value, transactionId) : null;
      };
      return {
        code,
        relayed: addressIn(ATTRIBUTE.xorRelayedAddress),
        mapped: addressIn(ATTRIBUTE.xorMappedAddress),
        ...(transactions.ended() === 'bad-certificate' && { isCertificateBad: true }),
      };
    }
  }
}

type OtherRealms = Pick<AllocateOptions, 'shownRealm' | 'signedRealm'>;

/** What the server wants a credential to be shown with. */
interface Challenge {
  readonly realm: Buffer;
  readonly nonce: Buffer;
}

/** The message with the credential, by the long-term mechanism (RFC 8489 §9.2.2). */
function signed(
  message: StunMessage,
  credential: TurnCredential,
  { realm, nonce }: Challenge,
  { shownRealm, signedRealm }: OtherRealms,
): Buffer {
  const { username, password } = credential;
  const proof = [
    { type: ATTRIBUTE.username, value: Buffer.from(username) },
    { type: ATTRIBUTE.realm, value: shownRealm === undefined ? realm : Buffer.from(shownRealm) },
    { type: ATTRIBUTE.nonce, value: nonce },
  ];
  const key = createHash('md5')
    .update(`${username}:${signedRealm ?? realm.toString()}:${password}`)
    .digest();
  return encodeMessage({ ...message, attributes: [...message.attributes, ...proof] }, key);
}

function codeOf(answer: StunMessage): number | null {
  return answer.class === CLASS.success ? 0 : (errorCodeOf(answer) ?? null);
}

function attribute(type: number, bytes: readonly number[]): StunAttribute {
  return { type, value: Buffer.from(bytes) };
}

function peerAttribute(peer: TransportAddress, transactionId: Buffer): StunAttribute {
  return { type: ATTRIBUTE.xorPeerAddress, value: encodeAddress(peer, transactionId) };
}

/** RFC 8656 §12.4; padded, as TCP and TLS want it and UDP allows. */
function channelData(channel: number, data: Buffer): Buffer {
  const message = Buffer.alloc(4 + Math.ceil(data.length / 4) * 4);
  message.writeUInt16BE(channel, 0);
  message.writeUInt16BE(data.length, 2);
  data.copy(message, 4);
  return message;
}

function challengeOf(answer: StunMessage): Challenge | null {
  const realm = attributeOf(answer, ATTRIBUTE.realm);
  const nonce = attributeOf(answer, ATTRIBUTE.nonce);
  return realm && nonce ? { realm, nonce } : null;
}
