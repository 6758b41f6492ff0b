import { randomBytes } from 'node:crypto';
import { type CheckupAnswer, type CheckupRequest, PEER_ID_BYTES, type Refusal, refuse } from '#protocol';
import type { GuestTests } from './guest-tests.ts';
import { withPlainTcp } from './guest-turn-urls.ts';
import type { RelayStatus } from './relay-status.ts';
import type { RoomOpening } from './room-opening.ts';
import type { TurnCredentials } from './turn-credentials.ts';

/** Credentials for whoever looks whether calls work, and what the server knows of itself. */
export interface Checkup {
  /** @param addressKey what limits count an address by */
  check(addressKey: string, request: CheckupRequest): Promise<CheckupAnswer | Refusal>;
}

export interface CheckupOptions {
  readonly roomOpening: RoomOpening;
  readonly guestTests: Pick<GuestTests, 'isOpen'>;
  readonly turnCredentials: TurnCredentials;
  /** As of now: whoever looks at this moment compares it with what they see themselves. */
  readonly relayStatus: () => Promise<RelayStatus>;
  /** Under which people reach the relay. */
  readonly relayAddresses: () => Promise<readonly string[]>;
  /** When the certificate of the page ends, ISO 8601; null: not known. */
  readonly certificateExpiresAt: () => string | null;
}

/** As with a join: what may be had here without a room is no more than what opening a room would give. */
export function createCheckup(options: CheckupOptions): Checkup {
  const { roomOpening, guestTests, turnCredentials, relayStatus, relayAddresses } = options;
  return {
    async check(addressKey, { guest, password }) {
      if (guest !== undefined && !guestTests.isOpen(guest)) return refuse('expired');
      const refusal = guest === undefined ? roomOpening.refusal(addressKey, password) : null;
      if (refusal !== null) return refusal;
      const [relay, addresses] = await Promise.all([relayStatus(), relayAddresses()]);
      const grant = turnCredentials.issue(randomBytes(PEER_ID_BYTES).toString('base64url'));
      return {
        ok: true,
        relayAddresses: [...addresses],
        ...(guest === undefined ? grant : withPlainTcp(grant)),
        server: { relay, certificateExpiresAt: options.certificateExpiresAt() },
      };
    },
  };
}
