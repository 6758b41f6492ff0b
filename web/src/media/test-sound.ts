/** Three notes of a major chord, upwards, in Hz. */
const NOTES = [523.25, 659.25, 783.99];
const NOTE_SECONDS = 0.28;
const LOUDNESS = 0.25;
/** Why: a start or an end at full loudness would crack. */
const FADE_SECONDS = 0.03;

export interface SoundOutput {
  readonly createAudioContext: () => AudioContext;
  readonly createAudio: () => HTMLAudioElement;
}

/** Plays to that speaker, `''` for the system's; resolves when it is over, with false when the browser refused. */
export async function playTestSound(output: SoundOutput, speakerId: string): Promise<boolean> {
  const context = output.createAudioContext();
  const destination = context.createMediaStreamDestination();
  // Why an element: every browser that lets one choose a speaker does so for elements, not all of them for contexts.
  const audio = output.createAudio();
  audio.srcObject = destination.stream;
  try {
    if ('setSinkId' in audio) await audio.setSinkId(speakerId);
    await Promise.all([context.resume(), audio.play()]);
    await playNotes(context, destination);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  } finally {
    audio.pause();
    audio.srcObject = null;
    await context.close();
  }
}

function playNotes(context: AudioContext, destination: AudioNode): Promise<void> {
  return new Promise((resolve) => {
    NOTES.forEach((frequency, index) => {
      const start = context.currentTime + index * NOTE_SECONDS;
      const end = start + NOTE_SECONDS;
      const gain = context.createGain();
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(LOUDNESS, start + FADE_SECONDS);
      gain.gain.setValueAtTime(LOUDNESS, end - FADE_SECONDS);
      gain.gain.linearRampToValueAtTime(0, end);
      const note = context.createOscillator();
      note.frequency.value = frequency;
      note.connect(gain).connect(destination);
      note.start(start);
      note.stop(end);
      if (index === NOTES.length - 1) note.onended = () => resolve();
    });
  });
}
