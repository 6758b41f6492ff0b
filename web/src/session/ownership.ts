import { type Signal, signal } from '@preact/signals-core';
import type { JoinGrant, OwnerProof, RefusalCode } from '#protocol';
import { decodeBase64url } from './base64url.ts';
import type { CallPorts } from './ports.ts';
import type { DerivedRoom } from './room-derivation.ts';
import { ownerTagOf, type RoomKey } from './room-key.ts';
import { forgetOwnerKey, readOwnerKey, writeOwnerKey } from './seat-storage.ts';
import type { OwnershipNews } from './view.ts';

export interface OwnershipOptions {
  readonly ports: Pick<CallPorts, 'signaling' | 'storage'>;
  readonly roomKey: RoomKey;
  readonly derived: Promise<DerivedRoom>;
  readonly isOwner: Signal<boolean>;
  /** Sends the key to one peer, sealed. */
  readonly sendKey: (peerId: string, key: string) => void;
  /** A token for the same seat, which says what it is now. */
  readonly onResume: (resume: string) => void;
}

/** The key of a generated room in this browser: shown to the server, handed over, received, given up. */
export function createOwnership({ ports, roomKey, derived, isOwner, sendKey, onResume }: OwnershipOptions) {
  const { signaling, storage } = ports;
  const ownerTag = roomKey.kind === 'generated' ? roomKey.ownerTag : null;
  const news = signal<OwnershipNews | null>(null);
  const readKey = () => (ownerTag === null ? null : readOwnerKey(storage, ownerTag));

  function giveUp(): void {
    if (ownerTag !== null) forgetOwnerKey(storage, ownerTag);
    isOwner.value = false;
  }

  return {
    news,

    proof({ blindId }: Pick<DerivedRoom, 'blindId'>): OwnerProof | null {
      const key = readKey();
      return key === null ? null : { key, blindId };
    },

    handleJoined(grant: JoinGrant): void {
      // The key was shown and counts no more: it was handed over while the line was lost.
      if (isOwner.peek() && !grant.owner && readKey() !== null) {
        giveUp();
        news.value = 'given';
      } else isOwner.value = grant.owner;
    },

    async handOver(peerId: string): Promise<RefusalCode | null> {
      const key = readKey();
      if (key === null) return 'not-owner';
      const answer = await signaling.ask('room:hand-over', { peer: peerId });
      if (answer === null) return 'unavailable';
      if (!answer.ok) return answer.code;
      sendKey(peerId, key);
      return null;
    },

    /** A key from a peer, which may be anything. */
    async receive(key: string): Promise<void> {
      const bytes = decodeBase64url(key);
      if (ownerTag === null || bytes === null || isOwner.peek() || (await ownerTagOf(bytes)) !== ownerTag)
        return;
      writeOwnerKey(storage, ownerTag, key);
      const { blindId } = await derived;
      const answer = await signaling.ask('room:own', { owner: { key, blindId } });
      // Without an answer the next join shows the key.
      if (!answer?.ok) return;
      isOwner.value = true;
      news.value = 'received';
      onResume(answer.resume);
    },

    handleHandedOver(resume: string): void {
      giveUp();
      news.value = 'given';
      onResume(resume);
    },
  };
}
