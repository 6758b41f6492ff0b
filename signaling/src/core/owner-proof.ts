import { createHash } from 'node:crypto';
import { OWNER_TAG_BYTES, type OwnerProof } from '#protocol';

/**
 * Whether the proof belongs to the room: room = SHA-256(blindId ‖ ownerTag), ownerTag = the first bytes of
 * SHA-256(ownerKey). Needs no state, so the owner stays the owner when the server has restarted.
 * A room from a typed code hashes no tag and so has no proof.
 */
export function provesOwnership(room: string, proof: OwnerProof): boolean {
  const ownerTag = sha256(Buffer.from(proof.key, 'base64url')).subarray(0, OWNER_TAG_BYTES);
  const blindId = Buffer.from(proof.blindId, 'base64url');
  return sha256(Buffer.concat([blindId, ownerTag])).toString('base64url') === room;
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
