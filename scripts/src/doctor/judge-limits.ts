import { type Finding, failed, pass, warning } from './finding.ts';

export interface LimitsSight {
  readonly roomCapacity: number;
  readonly userQuota: number;
  /** Null: no limit. */
  readonly maxMbit: number | null;
  /** Of the TURN URLs that are handed out. */
  readonly urls: number;
}

/** Of most devices: a Wi-Fi, and a cable or a mobile network. */
const INTERFACES = 2;
/** Once for the calls, and once for what a reloaded page leaves behind. */
const ROUNDS = 2;
/** What one relayed camera takes, each way. */
const CAMERA_MBIT = 3;

export function judgeLimits({ roomCapacity, userQuota, maxMbit, urls }: LimitsSight): readonly Finding[] {
  const least = (roomCapacity - 1) * urls * INTERFACES;
  const enough = least * ROUNDS;
  const found = `TURN_USER_QUOTA is ${userQuota}, and a room of ${roomCapacity} takes ${enough}`;
  const raise = `Set TURN_USER_QUOTA=${enough} or more in .env, or a smaller ROOM_CAPACITY; then ./scripts/burrow up.`;
  return [
    userQuota < least
      ? failed('quota', found, raise)
      : userQuota < enough
        ? warning('quota', found, raise)
        : pass('quota', found),
    maxMbit === null
      ? pass('bandwidth', 'TURN_MAX_MBIT sets no limit')
      : maxMbit < CAMERA_MBIT * 2
        ? warning(
            'bandwidth',
            `TURN_MAX_MBIT is ${maxMbit}, and a relayed call of two takes ${CAMERA_MBIT * 2}`,
            'Raise TURN_MAX_MBIT in .env, or remove it; then ./scripts/burrow up.',
          )
        : pass('bandwidth', `TURN_MAX_MBIT is ${maxMbit}`),
  ];
}
