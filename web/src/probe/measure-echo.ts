import type { TurnObservation } from '#diagnosis';
import type { ProbeChannel, ProbePorts } from './probe-connection.ts';
import { tenthsOf } from './tenths-of.ts';
import { waitFor } from './wait-for.ts';

/** Why twenty: one lost is five percent, and with the interval it takes less than a second. */
export const ECHO_COUNT = 20;
export const ECHO_INTERVAL_MS = 40;

/** What is not back by then is lost: nobody would wait as long for an answer in a talk. */
export const ECHO_PATIENCE_MS = 1_500;

/** Sends small messages from `near`, which `far` sends back: how many return, and after what time the median one does. */
export async function measureEcho(
  near: ProbeChannel,
  far: ProbeChannel,
  { clock, signal }: Pick<ProbePorts, 'clock' | 'signal'>,
): Promise<Omit<NonNullable<TurnObservation['relayed']>, 'bitsPerSecond'>> {
  const sentAt: number[] = [];
  const roundTrips = new Map<number, number>();
  let cancelNext: () => void = () => undefined;
  const limitMs = ECHO_COUNT * ECHO_INTERVAL_MS + ECHO_PATIENCE_MS;
  await waitFor<true>({ clock, signal, limitMs }, (found) => {
    far.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && far.readyState === 'open') far.send(data);
    });
    near.addEventListener('message', ({ data }) => {
      const number = Number(data);
      const at = sentAt[number];
      if (at !== undefined && !roundTrips.has(number)) roundTrips.set(number, tenthsOf(clock.now() - at));
      if (roundTrips.size === ECHO_COUNT) found(true);
    });
    const sendNext = () => {
      if (near.readyState !== 'open') return;
      near.send(String(sentAt.push(clock.now()) - 1));
      if (sentAt.length < ECHO_COUNT) cancelNext = clock.schedule(sendNext, ECHO_INTERVAL_MS);
    };
    sendNext();
  });
  cancelNext();
  return { sent: sentAt.length, received: roundTrips.size, roundTripMs: medianOf([...roundTrips.values()]) };
}

/** The lower of the two in the middle, where there are two; null of nothing. */
function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}
