/**
 * Joins a room as its owner, as a page does, and prints what the service grants or refuses as one line of JSON.
 * Argument: `JoinOrder` as JSON.
 */
import { createHash } from 'node:crypto';
import { io } from 'socket.io-client';
import { OWNER_TAG_BYTES, PROTOCOL_VERSION } from '#protocol';

export interface JoinOrder {
  readonly url: string;
  /** Bytes in base64url, from which the room is made; the same each time. */
  readonly ownerKey: string;
  readonly blindId: string;
  readonly session: string;
  readonly resume?: string;
}

const ANSWER_LIMIT_MS = 10_000;

const { url, ownerKey, blindId, session, resume }: JoinOrder = JSON.parse(process.argv[2] ?? '');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
const ownerTag = sha256(Buffer.from(ownerKey, 'base64url')).subarray(0, OWNER_TAG_BYTES);
const room = sha256(Buffer.concat([Buffer.from(blindId, 'base64url'), ownerTag])).toString('base64url');

const socket = io(url, { transports: ['websocket'], rejectUnauthorized: false });
const answer = await socket.timeout(ANSWER_LIMIT_MS).emitWithAck('room:join', {
  ...{ version: PROTOCOL_VERSION, room, session, owner: { key: ownerKey, blindId } },
  ...(resume === undefined ? {} : { resume }),
});
process.stdout.write(`${JSON.stringify(answer)}\n`);
// The seat is kept: whoever comes back shows the token.
socket.disconnect();
