import type { TurnObservation } from '#diagnosis';
import { readCandidate } from './candidate-facts.ts';
import type { ProbeConnection, ProbePorts } from './probe-connection.ts';
import { tenthsOf } from './tenths-of.ts';
import { waitFor } from './wait-for.ts';

/** Why ten seconds: browsers give a silent server up after eight to ten; a second more would change no answer. */
export const ALLOCATION_LIMIT_MS = 10_000;

/** Why: where one of this machine's addresses is refused, another may still be taken, and answers about as fast. */
const OTHER_ADDRESS_MS = 1_500;

type Allocation = TurnObservation['allocation'];

/**
 * Begins to gather, and says what became of the request for an allocation. A URL is asked from each address of this
 * machine: one that gets its allocation is enough, whatever became of the others.
 */
export async function allocate(
  pc: ProbeConnection,
  { clock, signal, report }: ProbePorts,
): Promise<Pick<TurnObservation, 'family' | 'allocation'>> {
  const startedAt = clock.now();
  let refusal: Allocation | null = null;
  let family: TurnObservation['family'] = null;
  let cancelPatience: () => void = () => undefined;
  const found = await waitFor<Allocation>({ clock, signal, limitMs: ALLOCATION_LIMIT_MS }, (end) => {
    pc.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate === null) return end(refusal ?? { outcome: 'no-answer' });
      const facts = readCandidate(candidate.candidate);
      if (facts?.type !== 'relay') return;
      family = familyOf(facts.base);
      end({ outcome: 'allocated', afterMs: tenthsOf(clock.now() - startedAt) });
    });
    pc.addEventListener('icecandidateerror', ({ errorCode }) => {
      if (refusal !== null || !isErrorResponse(errorCode)) return;
      const told: Allocation = { outcome: 'refused', code: errorCode };
      refusal = told;
      cancelPatience = clock.schedule(() => end(told), OTHER_ADDRESS_MS);
    });
    pc.setLocalDescription().catch((error: unknown) => {
      report(error);
      end({ outcome: 'unfinished' });
    });
  });
  cancelPatience();
  const atTheLimit: Allocation = signal.aborted
    ? { outcome: 'unfinished' }
    : (refusal ?? { outcome: 'no-answer' });
  return { family, allocation: found ?? atTheLimit };
}

/** 701 is the browser's own word for silence (W3C webrtc-pc §4.8.3). */
function isErrorResponse(code: number): boolean {
  return Number.isInteger(code) && code >= 300 && code <= 699;
}

function familyOf(base: string | null): TurnObservation['family'] {
  if (base === null) return null;
  return base.indexOf(':') < base.lastIndexOf(':') ? 'ipv6' : 'ipv4';
}
