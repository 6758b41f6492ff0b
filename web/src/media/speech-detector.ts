/** Why: above breath and typing far away, below a voice at arm's length. */
const SPEECH_LEVEL = 0.45;
/** Why: a cough or a closing door is shorter. */
const SPEECH_SAMPLES = 6;
/** Why: a pause between words is no end. */
const FORGIVEN_SAMPLES = 3;

/**
 * Tells speech from short noise, out of a series of levels from 0 to 1 (`microphone-level.ts`).
 * @returns true for the sample with which somebody has clearly been speaking, once per utterance
 */
export function createSpeechDetector(): (level: number) => boolean {
  let loud = 0;
  let quiet = 0;
  return (level) => {
    if (level < SPEECH_LEVEL) {
      quiet += 1;
      if (quiet > FORGIVEN_SAMPLES) loud = 0;
      return false;
    }
    quiet = 0;
    loud += 1;
    return loud === SPEECH_SAMPLES;
  };
}
