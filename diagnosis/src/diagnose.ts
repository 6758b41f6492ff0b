import { type Blame, CAUSES, type CauseCode } from './causes.ts';
import { explainFailure, explainNoSignaling } from './explain-failure.ts';
import { explainLimits } from './explain-limits.ts';
import type { Finding } from './findings.ts';
import { judgeNetwork, judgeServer, judgeSignaling } from './judge-surroundings.ts';
import { judgeTurn } from './judge-turn.ts';
import type { Observation } from './observation.ts';
import { doesCarry, relayWays } from './relay-ways.ts';
import { type Seen, seenIn } from './seen.ts';

/**
 * `works`: bytes passed through the relay, every way that was tried. `works-limited`: bytes passed, and something is not as
 * it should be. `fails`: nothing passed, or no call can be begun. `unknown`: what was seen does not tell.
 */
export type Outcome = 'works' | 'works-limited' | 'fails' | 'unknown';

export interface Diagnosis {
  readonly outcome: Outcome;
  readonly cause: CauseCode;
  readonly blame: Blame;
  /** One verdict a line, in the order in which a call needs what they are about. */
  readonly findings: readonly Finding[];
}

/**
 * What a look means: the one judgement that pages, the doctor and whoever reads a report share.
 * @param at when the look was taken, in milliseconds since the Unix epoch: a certificate is judged by it
 */
export function diagnose(observation: Observation, at: number = Date.now()): Diagnosis {
  const turn = observation.turn.map(judgeTurn);
  const findings = [
    ...judgeSignaling(observation),
    ...turn,
    ...judgeNetwork(observation, relayWays(turn)),
    ...judgeServer(observation, at),
  ];
  const { outcome, cause } = findVerdict(seenIn(observation, findings));
  return { outcome, cause, blame: CAUSES[cause], findings };
}

function findVerdict(seen: Seen): Pick<Diagnosis, 'outcome' | 'cause'> {
  const failure = explainNoSignaling(seen);
  if (failure !== null) return failure;
  if (!seen.turn.some(doesCarry)) return explainFailure(seen);
  const cause = explainLimits(seen);
  return { outcome: DESPITE_WHICH_ALL_WORKS.includes(cause) ? 'works' : 'works-limited', cause };
}

const DESPITE_WHICH_ALL_WORKS: readonly CauseCode[] = [
  'all-well',
  'certificate-expiring',
  'one-family-fails',
];
