import { describe, expect, it } from 'vitest';
import { hearSpeakers, LOUD, NOBODY, PAUSE_MS, type Speakers, TAKE_OVER_MS } from './speakers.ts';

const STEP_MS = 100;

/** Plays levels, a step apart, and tells who was heard to speak and who was in front at the end. */
function hear(steps: readonly Readonly<Record<string, number>>[], from: Speakers = NOBODY, startMs = 0) {
  return steps.reduce(
    (state, levels, index) => hearSpeakers(state, new Map(Object.entries(levels)), startMs + index * STEP_MS),
    from,
  );
}

const stepsFor = (milliseconds: number) => Math.ceil(milliseconds / STEP_MS);
const speakingIn = ({ speaking }: Speakers) => [...speaking.keys()];
const adaSpeaks = Array.from({ length: stepsFor(TAKE_OVER_MS) + 1 }, () => ({ ada: 0.2, mei: 0 }));

describe('hearSpeakers', () => {
  it('hears a voice at once, and puts it in front when it goes on', () => {
    expect(hear([{ ada: LOUD }])).toMatchObject({ active: null });
    expect(speakingIn(hear([{ ada: LOUD }]))).toEqual(['ada']);
    expect(hear(adaSpeaks).active).toBe('ada');
  });

  it('takes the noise of a quiet room for silence', () => {
    expect(speakingIn(hear([{ ada: LOUD - 0.001 }]))).toEqual([]);
  });

  it('bridges a pause for breath, and no longer one', () => {
    const silence = (milliseconds: number) =>
      Array.from({ length: stepsFor(milliseconds) }, () => ({ ada: 0 }));
    expect(speakingIn(hear([{ ada: 0.2 }, ...silence(PAUSE_MS - STEP_MS)]))).toEqual(['ada']);
    expect(speakingIn(hear([{ ada: 0.2 }, ...silence(PAUSE_MS)]))).toEqual([]);
  });

  it('lets nobody interrupt who is still speaking', () => {
    const both = adaSpeaks.map(() => ({ ada: 0.05, mei: 0.9 }));
    expect(hear([...adaSpeaks, ...both]).active).toBe('ada');
  });

  it('hands over when one is silent and the other goes on', () => {
    const mei = Array.from({ length: stepsFor(PAUSE_MS) + 1 }, () => ({ ada: 0, mei: 0.2 }));
    expect(hear([...adaSpeaks, ...mei]).active).toBe('mei');
  });

  it('keeps the last speaker in front of a silent company, until they go', () => {
    const silence = Array.from({ length: 50 }, () => ({ ada: 0, mei: 0 }));
    const after = hear([...adaSpeaks, ...silence]);
    expect(after.active).toBe('ada');
    expect(speakingIn(after)).toEqual([]);
    expect(hear([{ mei: 0 }], after, 60_000).active).toBeNull();
  });
});
