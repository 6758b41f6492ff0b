import { createHash } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import {
  ATTRIBUTE,
  attributeOf,
  CLASS,
  decodeAddress,
  decodeMessage,
  encodeAddress,
  encodeMessage,
  errorCodeOf,
  METHOD,
  newTransactionId,
  type StunAttribute,
  type StunMessage,
  type TransportAddress,
} from './stun-message.ts';

export interface TurnCredential {
  readonly username: string;
  readonly password: string;
}

/** What the server answered. `code` is 0 for success, such as 401 for a refusal, null for no answer in time. */
export interface TurnAnswer {
  readonly code: number | null;
  readonly relayed: TransportAddress | null;
}

export interface AllocateOptions {
  /** IANA protocol number (RFC 8656 §18.8): 17 is UDP. */
  readonly transport?: number;
  readonly family?: 'ipv4' | 'ipv6';
  /** Instead of the realm that the server asks for: in the request, and in what signs it. */
  readonly shownRealm?: string;
  readonly signedRealm?: string;
}

/** One TURN client over UDP (RFC 8656), as small as a check and a test need it: it refreshes nothing by itself. */
export interface TurnClient {
  allocate(options?: AllocateOptions): Promise<TurnAnswer>;
  createPermission(peerAddress: string): Promise<TurnAnswer>;
  /** A Send indication: nobody answers. */
  send(peer: TransportAddress, data: Buffer): void;
  /** The next Data indication; null when none comes in time. */
  receive(): Promise<{ readonly from: TransportAddress | null; readonly data: Buffer } | null>;
  /** Gives the allocation back, and ends. */
  close(): Promise<void>;
}

export interface TurnClientOptions {
  readonly server: TransportAddress;
  /** Null: none is shown. */
  readonly credential: TurnCredential | null;
  /** How long to wait for an answer; asked again meanwhile. */
  readonly timeoutMs?: number;
}

const UDP = 17;
const RESEND_MS = 250;
const DEFAULT_TIMEOUT_MS = 5_000;
const FAMILY_CODE = { ipv4: 1, ipv6: 2 } as const;

export function createTurnClient({
  server,
  credential,
  timeoutMs = DEFAULT_TIMEOUT_MS,
}: TurnClientOptions): TurnClient {
  const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
  const listeners = new Set<(message: StunMessage) => void>();
  const dataQueue: StunMessage[] = [];
  let challenge: { readonly realm: Buffer; readonly nonce: Buffer } | null = null;
  let allocated = false;

  socket.on('message', (bytes) => {
    const message = decodeMessage(bytes);
    if (message?.method === METHOD.data) dataQueue.push(message);
    if (message) for (const listener of [...listeners]) listener(message);
  });

  return {
    async allocate({ transport = UDP, family, ...realms } = {}) {
      const attributes: StunAttribute[] = [
        { type: ATTRIBUTE.requestedTransport, value: Buffer.from([transport, 0, 0, 0]) },
      ];
      if (family) {
        attributes.push({
          type: ATTRIBUTE.requestedAddressFamily,
          value: Buffer.from([FAMILY_CODE[family], 0, 0, 0]),
        });
      }
      const answer = await authenticated(METHOD.allocate, () => attributes, realms);
      allocated = answer.code === 0;
      return answer;
    },
    createPermission(peerAddress) {
      return authenticated(METHOD.createPermission, (id) => [
        peerAttribute({ address: peerAddress, port: 0 }, id),
      ]);
    },
    send(peer, data) {
      const transactionId = newTransactionId();
      const attributes = [peerAttribute(peer, transactionId), { type: ATTRIBUTE.data, value: data }];
      transmit(encodeMessage({ method: METHOD.send, class: CLASS.indication, transactionId, attributes }));
    },
    async receive() {
      const message = dataQueue.shift() ?? (await next(({ method }) => method === METHOD.data, timeoutMs));
      if (message === null) return null;
      if (dataQueue[0] === message) dataQueue.shift();
      const from = attributeOf(message, ATTRIBUTE.xorPeerAddress);
      return {
        from: from ? decodeAddress(from, message.transactionId) : null,
        data: attributeOf(message, ATTRIBUTE.data) ?? Buffer.alloc(0),
      };
    },
    async close() {
      if (allocated) {
        await authenticated(METHOD.refresh, () => [{ type: ATTRIBUTE.lifetime, value: Buffer.alloc(4) }]);
      }
      await closed(socket);
    },
  };

  /** Asks; shows the credential when the server asks for one (401) or wants a newer nonce (438). */
  async function authenticated(
    method: number,
    attributesFor: (transactionId: Buffer) => readonly StunAttribute[],
    realms: OtherRealms = {},
  ): Promise<TurnAnswer> {
    for (let attempt = 0; ; attempt++) {
      const transactionId = newTransactionId();
      const answer = await request(method, transactionId, attributesFor(transactionId), realms);
      const code =
        answer === null ? null : answer.class === CLASS.success ? 0 : (errorCodeOf(answer) ?? null);
      if (answer && (code === 401 || code === 438)) {
        const triedWith = challenge;
        challenge = challengeOf(answer);
        if (credential && challenge && attempt < 2 && (triedWith === null || code === 438)) continue;
      }
      const relayed = answer && attributeOf(answer, ATTRIBUTE.xorRelayedAddress);
      return { code, relayed: relayed ? decodeAddress(relayed, transactionId) : null };
    }
  }

  async function request(
    method: number,
    transactionId: Buffer,
    attributes: readonly StunAttribute[],
    { shownRealm, signedRealm }: OtherRealms,
  ): Promise<StunMessage | null> {
    const message = { method, class: CLASS.request, transactionId };
    let bytes = encodeMessage({ ...message, attributes });
    if (credential && challenge) {
      const shown = shownRealm === undefined ? challenge.realm : Buffer.from(shownRealm);
      const signed = signedRealm === undefined ? challenge.realm : Buffer.from(signedRealm);
      const username = Buffer.from(credential.username);
      const proof = [
        { type: ATTRIBUTE.username, value: username },
        { type: ATTRIBUTE.realm, value: shown },
        { type: ATTRIBUTE.nonce, value: challenge.nonce },
      ];
      const colon = Buffer.from(':');
      const secret = Buffer.concat([username, colon, signed, colon, Buffer.from(credential.password)]);
      const key = createHash('md5').update(secret).digest();
      bytes = encodeMessage({ ...message, attributes: [...attributes, ...proof] }, key);
    }
    transmit(bytes);
    const resending = setInterval(() => transmit(bytes), RESEND_MS);
    try {
      return await next((answer) => answer.transactionId.equals(transactionId), timeoutMs);
    } finally {
      clearInterval(resending);
    }
  }

  function next(isMeant: (message: StunMessage) => boolean, withinMs: number): Promise<StunMessage | null> {
    return new Promise((resolve) => {
      const finish = (message: StunMessage | null) => {
        clearTimeout(timer);
        listeners.delete(listener);
        resolve(message);
      };
      const listener = (message: StunMessage) => {
        if (isMeant(message)) finish(message);
      };
      const timer = setTimeout(finish, withinMs, null);
      listeners.add(listener);
    });
  }

  function transmit(bytes: Buffer): void {
    // What cannot be sent is like what is lost on the way: no answer comes.
    socket.send(bytes, server.port, server.address, () => undefined);
  }
}

type OtherRealms = Pick<AllocateOptions, 'shownRealm' | 'signedRealm'>;

function peerAttribute(peer: TransportAddress, transactionId: Buffer): StunAttribute {
  return { type: ATTRIBUTE.xorPeerAddress, value: encodeAddress(peer, transactionId) };
}

function challengeOf(answer: StunMessage): { realm: Buffer; nonce: Buffer } | null {
  const realm = attributeOf(answer, ATTRIBUTE.realm);
  const nonce = attributeOf(answer, ATTRIBUTE.nonce);
  return realm && nonce ? { realm: Buffer.from(realm), nonce: Buffer.from(nonce) } : null;
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.close(resolve);
  });
}
