import { type Refusal, refuse } from '#protocol';
import { createAddressPlaces } from './address-places.ts';
import type { Clock } from './clock.ts';
import { LIMITS } from './limits.ts';
import { isSameSecret } from './same-secret.ts';

/** Who may open a room that is not there yet. */
export interface RoomOpening {
  /** Why this join may not; null when it may. Counts wrong passwords by what limits count an address by. */
  refusal(addressKey: string, password: string | undefined): Refusal | null;
}

export interface RoomOpeningOptions {
  /** Null: anybody may. */
  readonly createPassword: string | null;
  readonly clock: Clock;
}

/** Passwords are compared as NFKC: keyboards and systems write the same character in different ways. */
export function createRoomOpening({ createPassword, clock }: RoomOpeningOptions): RoomOpening {
  const { points, durationSeconds } = LIMITS.wrongPasswordsPerAddress;
  const guesses = createAddressPlaces(points);
  return {
    refusal(addressKey, password) {
      if (createPassword === null) return null;
      if (password === undefined) return refuse('password-needed');
      const forgetGuess = guesses.take(addressKey);
      // Not even compared: whoever guesses does not learn that a guess was right.
      if (forgetGuess === null) return refuse('rate-limited', durationSeconds);
      if (isSameSecret(password.normalize('NFKC'), createPassword.normalize('NFKC'))) {
        forgetGuess();
        return null;
      }
      clock.schedule(forgetGuess, durationSeconds * 1000);
      return refuse('wrong-password');
    },
  };
}
