/** Who is heard to speak, and since when; times in milliseconds. */
export interface Speakers {
  readonly speaking: ReadonlyMap<string, { readonly since: number; readonly heardAt: number }>;
  /** Who speaks, or who spoke last. */
  readonly active: string | null;
}

export const NOBODY: Speakers = { speaking: new Map(), active: null };

/** Linear, of 1: -34 dBFS. A quiet room behind noise suppression stays below, a soft voice does not. */
export const LOUD = 0.02;
/** A pause for breath is no end of speech: the ring must not flicker. */
export const PAUSE_MS = 900;
/** A cough does not move the picture: who takes over has spoken for so long. */
export const TAKE_OVER_MS = 700;

/**
 * What follows from the levels of a moment. `levels` holds everybody who is there. The active speaker stays until they
 * are silent and another one goes on speaking.
 */
export function hearSpeakers(before: Speakers, levels: ReadonlyMap<string, number>, now: number): Speakers {
  const speaking = new Map<string, { since: number; heardAt: number }>();
  for (const [id, level] of levels) {
    const known = before.speaking.get(id);
    if (level >= LOUD) speaking.set(id, { since: known?.since ?? now, heardAt: now });
    else if (known !== undefined && now - known.heardAt < PAUSE_MS) speaking.set(id, known);
  }
  return { speaking, active: nextActive(before.active, levels, speaking, now) };
}

function nextActive(
  active: string | null,
  levels: ReadonlyMap<string, number>,
  speaking: Speakers['speaking'],
  now: number,
): string | null {
  if (active !== null && speaking.has(active)) return active;
  const [longest] = [...speaking].sort(([, one], [, other]) => one.since - other.since);
  if (longest !== undefined && now - longest[1].since >= TAKE_OVER_MS) return longest[0];
  return active !== null && levels.has(active) ? active : null;
}
