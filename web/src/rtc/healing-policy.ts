/**
 * Of a peer connection. `connecting`: not connected yet, and nothing has failed. `lost`: was connected, or the browser says
 * `failed`. `found`: was lost, and by now there is reason to think that the other end can be reached. `rebuilt`: not
 * connected yet, in the place of one that was.
 */
export type LinkTrouble = 'connecting' | 'lost' | 'found' | 'rebuilt';

/**
 * `check`: say again what has no answer. `ice-restart`: new candidates with fresh credentials. `relay-only`: the same
 * through TURN servers alone. `rebuild`: a new peer connection at both ends. `prompt-rebuild`: the same, but only if the
 * server answers within `PROMPT_MS`. `rebuild-or-restart`: the same, and `ice-restart` if it does not. `slow-down`: nothing
 * has helped; from now on it is tried now and then.
 */
export type HealingStep =
  | 'check'
  | 'ice-restart'
  | 'relay-only'
  | 'prompt-rebuild'
  | 'rebuild-or-restart'
  | 'rebuild'
  | 'slow-down';

export interface HealingSituation {
  readonly trouble: LinkTrouble;
  /** Steps taken since the trouble began. */
  readonly attempt: number;
  /** Since the trouble began, or since the owner of the link asked to try again. */
  readonly elapsedMs: number;
  /** `slow-down` was taken. */
  readonly isSlow: boolean;
}

export interface NextHealingStep {
  /** From the step before, or from the beginning of the trouble. */
  readonly afterMs: number;
  readonly step: HealingStep;
}

export type HealingPolicy = (situation: HealingSituation) => NextHealingStep;

/** Why a minute: longer than a lift or a tunnel, and by then somebody wants to be told. */
export const SLOW_DOWN_AFTER_MS = 60_000;

/**
 * Why it never ends: no call may need a reload, and a relay that is started again tells nobody. Why ever more seldom: two
 * networks without a way between them shall not cost a long call anything.
 */
const LEAST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 120_000;
const PAUSE_SHARE = 0.25;

/** Why ten seconds: what the last step began shall be over before it is called a failure. */
const LAST_STEP_MS = 10_000;

/**
 * Why so soon: what was connected is missed only after a second of silence, and after that long Chromium (156) shows
 * pictures sooner by a new connection than by the old one. The wait begins when the offer of the restart is made, and again
 * with each description of the peer.
 */
export const PROMPT_REBUILD_AFTER_MS = 500;

/**
 * Why 400 ms: the server is seldom farther away, and a page or a machine that is too busy for its own calls is slower.
 * There media pauses too, and connections built anew would make it busier.
 */
export const PROMPT_MS = 400;

const STEPS: Readonly<Record<LinkTrouble, readonly NextHealingStep[]>> = {
  // Why slower: a first connection through a relay over TCP takes seconds without anything being wrong.
  connecting: [
    { afterMs: 3_000, step: 'check' },
    { afterMs: 5_000, step: 'ice-restart' },
    { afterMs: 8_000, step: 'relay-only' },
    { afterMs: 8_000, step: 'rebuild' },
  ],
  // Why a new connection so soon: Chromium (156) looks for another way at full speed only when the old one has been silent
  // for 2.5 s, takes another second to change over, and shows no picture for two more because of what comes late. It is
  // tried only where the server answers while the peer does not: then the way is at fault, and not the network.
  lost: [
    { afterMs: 0, step: 'ice-restart' },
    { afterMs: PROMPT_REBUILD_AFTER_MS, step: 'prompt-rebuild' },
    { afterMs: 2_500, step: 'rebuild' },
    // Only where nothing could be built anew, because the server was away.
    { afterMs: 5_000, step: 'relay-only' },
    { afterMs: 8_000, step: 'rebuild' },
  ],
  // Why a new connection at once: as above, and nothing is left that could come back by itself.
  found: [
    { afterMs: 0, step: 'rebuild-or-restart' },
    { afterMs: 3_000, step: 'rebuild' },
    { afterMs: 5_000, step: 'relay-only' },
    { afterMs: 8_000, step: 'rebuild' },
  ],
  // Why so soon again: what was lost may have been the relay, which is not back before it has started again.
  rebuilt: [
    { afterMs: 3_000, step: 'ice-restart' },
    { afterMs: 3_000, step: 'ice-restart' },
    { afterMs: 5_000, step: 'relay-only' },
    { afterMs: 8_000, step: 'rebuild' },
  ],
};

const LATER: NextHealingStep = { afterMs: 12_000, step: 'rebuild' };

export const nextHealingStep: HealingPolicy = ({ trouble, attempt, elapsedMs, isSlow }) => {
  if (isSlow) {
    const pauseMs = Math.max(elapsedMs * PAUSE_SHARE, LEAST_PAUSE_MS);
    return { afterMs: Math.min(pauseMs, LONGEST_PAUSE_MS), step: 'rebuild' };
  }
  const next = STEPS[trouble][attempt] ?? LATER;
  if (elapsedMs + next.afterMs + LAST_STEP_MS <= SLOW_DOWN_AFTER_MS) return next;
  return { afterMs: Math.max(SLOW_DOWN_AFTER_MS - elapsedMs, 0), step: 'slow-down' };
};
