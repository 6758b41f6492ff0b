import { effect, type ReadonlySignal, signal } from '@preact/signals-core';
import type { LevelState, MicrophoneLevel } from '../session/device-view.ts';
import type { Clock } from '../session/ports.ts';

/** Why: fast enough to follow syllables, slow enough to cost nothing that could be measured. */
const INTERVAL_MS = 80;
const FFT_SIZE = 1_024;
/** From quiet room to loud voice, in dB below full scale: the ends of the meter. */
const QUIET_DB = -60;
const LOUD_DB = -12;

export interface MicrophoneLevelOptions {
  readonly track: ReadonlySignal<MediaStreamTrack | null>;
  readonly visible: ReadonlySignal<boolean>;
  readonly clock: Pick<Clock, 'schedule'>;
  readonly createAudioContext: () => AudioContext;
  readonly createStream: (track: MediaStreamTrack) => MediaStream;
  /** Calls back at each touch, click and key; returns what ends it. */
  readonly onGesture: (callback: () => void) => () => void;
}

/**
 * How loud the microphone is, muted or not: it listens to a copy of the track that is never disabled, and never leaves
 * this page. There is no sound processing while nobody watches or the page is hidden.
 */
export function createMicrophoneLevel(options: MicrophoneLevelOptions): MicrophoneLevel & { close(): void } {
  const { track, visible } = options;
  const state = signal<LevelState>('idle');
  const isWatched = signal(false);
  const listeners = new Set<(level: number) => void>();
  const tell = (level: number) => {
    for (const listener of listeners) listener(level);
  };
  const close = effect(() => {
    const source = track.value;
    if (source === null || !isWatched.value || !visible.value) return;
    return measure(source, options, {
      tell,
      setState: (next) => {
        state.value = next;
      },
    });
  });
  return {
    ...{ state, close },
    watch(listener) {
      listeners.add(listener);
      isWatched.value = true;
      return () => {
        listeners.delete(listener);
        isWatched.value = listeners.size > 0;
      };
    },
  };
}

/** Loudness of samples from -1 to 1, as a part of the meter from 0 to 1. */
export function levelOf(samples: Float32Array): number {
  const sum = samples.reduce((total, sample) => total + sample * sample, 0);
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, (decibels - QUIET_DB) / (LOUD_DB - QUIET_DB)));
}

interface Meter {
  tell(level: number): void;
  setState(state: LevelState): void;
}

function measure(source: MediaStreamTrack, options: MicrophoneLevelOptions, meter: Meter): () => void {
  const { clock, createAudioContext, createStream, onGesture } = options;
  const copy = source.clone();
  copy.enabled = true;
  const analyser = analyse(createAudioContext, createStream(copy));
  if (analyser === null) {
    copy.stop();
    meter.setState('unavailable');
    return () => meter.setState('idle');
  }
  const context = analyser.context as AudioContext;
  const samples = new Float32Array(FFT_SIZE);
  let cancel: () => void = () => undefined;
  const tick = () => {
    analyser.getFloatTimeDomainData(samples);
    meter.tell(levelOf(samples));
    cancel = clock.schedule(tick, INTERVAL_MS);
  };
  const readState = () => {
    cancel();
    const isRunning = context.state === 'running';
    meter.setState(isRunning ? 'running' : 'waiting');
    if (isRunning) tick();
    else meter.tell(0);
  };
  // Refused until the person touches the page, and on iOS while a phone call has the sound: the next touch tries again.
  const resume = () => {
    if (context.state !== 'running') context.resume().catch(() => meter.setState('waiting'));
  };
  context.addEventListener('statechange', readState);
  const stopGestures = onGesture(resume);
  resume();
  readState();
  return () => {
    stopGestures();
    context.removeEventListener('statechange', readState);
    cancel();
    copy.stop();
    // It fails only where it is closed already.
    context.close().catch(() => undefined);
    meter.setState('idle');
    meter.tell(0);
  };
}

/** Null where the browser refuses: too many contexts, or (older Firefox) a microphone of another sample rate. */
function analyse(createAudioContext: () => AudioContext, stream: MediaStream): AnalyserNode | null {
  let context: AudioContext | undefined;
  try {
    context = createAudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = FFT_SIZE;
    context.createMediaStreamSource(stream).connect(analyser);
    return analyser;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // It fails only where it is closed already.
    context?.close().catch(() => undefined);
    return null;
  }
}
