import { type ReadonlySignal, signal } from '@preact/signals-core';
import { paceRounds } from '../paced-rounds.ts';
import type { Participants } from './participants.ts';
import type { Clock, Voice } from './ports.ts';
import { hearSpeakers, NOBODY } from './speakers.ts';

export interface VoicesOptions {
  readonly clock: Clock;
  readonly participants: Participants;
  /** Null while nobody looks. */
  readonly read: (ids: readonly string[]) => ReadonlyMap<string, Voice> | null;
}

export interface Voices {
  readonly activeSpeaker: ReadonlySignal<string | null>;
  start(): void;
  stop(): void;
}

/** Listens who speaks. Why five times a second: a ring that follows sooner looks nervous, later it looks late. */
const INTERVAL_MS = 200;

export function createVoices({ clock, participants, read }: VoicesOptions): Voices {
  const activeSpeaker = signal<string | null>(null);
  let speakers = NOBODY;
  let lastStamps = new Map<string, number>();
  let stopRounds: (() => void) | null = null;

  function look(): void {
    const all = participants.all();
    // Only of those who may be heard: each question costs time, the more the larger the call.
    const talking = all.filter(({ microphoneOn }) => microphoneOn.peek()).map(({ id }) => id);
    const voices = talking.length === 0 ? null : read(talking);
    if (voices === null && speakers === NOBODY) return;
    const levels = new Map<string, number>();
    const stamps = new Map<string, number>();
    for (const { id, microphoneOn } of all) {
      const voice = voices?.get(id);
      if (voice !== undefined) stamps.set(id, voice.rtpTimestamp);
      const isHeard = microphoneOn.peek() && voice !== undefined && voice.rtpTimestamp !== lastStamps.get(id);
      levels.set(id, isHeard ? (voice.audioLevel ?? 0) : 0);
    }
    lastStamps = stamps;
    speakers = hearSpeakers(speakers, levels, clock.now());
    for (const one of all) one.speaking.value = speakers.speaking.has(one.id);
    activeSpeaker.value = speakers.active;
    if (speakers.speaking.size === 0 && speakers.active === null) speakers = NOBODY;
  }

  return {
    activeSpeaker,
    start() {
      stopRounds ??= paceRounds({ clock, intervalMs: INTERVAL_MS, run: look });
    },
    stop() {
      stopRounds?.();
      stopRounds = null;
    },
  };
}
