import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { DeviceWish, TrackKind } from './capture-constraints.ts';
import { type Cause, causeOf } from './capture-error.ts';

export interface TrackSlot {
  /** A track is held and wanted. */
  readonly on: ReadonlySignal<boolean>;
  /** What the person last asked for; false too after a capture failed. */
  readonly wanted: ReadonlySignal<boolean>;
  readonly wish: ReadonlySignal<DeviceWish>;
  readonly deviceId: ReadonlySignal<string | null>;
  readonly problem: ReadonlySignal<Cause | null>;
  /** `first`: a capture already under way, for instance of both kinds with one prompt. */
  open(first?: Promise<MediaStreamTrack>): Promise<void>;
  setOn(on: boolean): Promise<void>;
  choose(id: string): Promise<void>;
  /** Stops what is held, and whatever still arrives. */
  close(): void;
}

export interface TrackSlotOptions {
  readonly kind: TrackKind;
  readonly preferredId: string | null;
  readonly capture: (wish: DeviceWish) => Promise<MediaStreamTrack>;
  /** The track to send and to show from now on, before the one it replaces is stopped. */
  readonly onTrack: (track: MediaStreamTrack | null) => void;
  /** Asked after a track ended by itself: is its device still plugged in? */
  readonly isPresent: (deviceId: string) => Promise<boolean>;
}

/**
 * One microphone or one camera. Callers say what they want; a single loop makes it so, one capture at a time, and
 * looks again after each. So the last wish wins in any order of events, and no track is left running.
 * A microphone that is off is held and disabled (it is back at once); a camera that is off is stopped (no light).
 */
export function createTrackSlot(options: TrackSlotOptions): TrackSlot {
  const { kind, capture, onTrack, isPresent } = options;
  const wanted = signal(true);
  const held = signal<{ readonly track: MediaStreamTrack; readonly wish: DeviceWish } | null>(null);
  const problem = signal<Cause | null>(null);
  const wish = signal<DeviceWish>({ id: options.preferredId, strict: false });
  /** Of the time from `open` to `close`; null while closed. */
  let life: symbol | null = null;
  let looping = false;
  let settled: Promise<void> = Promise.resolve();

  function settle(first?: Promise<MediaStreamTrack>): Promise<void> {
    if (life !== null && !looping) {
      looping = true;
      settled = loop(life, first);
    } else {
      first?.then(stop, () => undefined);
    }
    return settled;
  }

  async function loop(mine: symbol, first?: Promise<MediaStreamTrack>): Promise<void> {
    try {
      if (first) await hold(mine, wish.value, first);
      while (life === mine && needsCapture()) await hold(mine, wish.value, captureNow(wish.value));
    } finally {
      if (life === mine) looping = false;
    }
  }

  function needsCapture(): boolean {
    if (!wanted.value && kind === 'video') release();
    if (held.value && kind === 'audio') held.value.track.enabled = wanted.value;
    return held.value === null ? wanted.value : held.value.wish !== wish.value;
  }

  function captureNow(asked: DeviceWish): Promise<MediaStreamTrack> {
    // Why before the capture: many phones cannot open the back camera while the front one is open.
    if (kind === 'video') held.value?.track.stop();
    return capture(asked);
  }

  async function hold(mine: symbol, asked: DeviceWish, arriving: Promise<MediaStreamTrack>): Promise<void> {
    const isObsolete = () => life !== mine || wish.value !== asked || (kind === 'video' && !wanted.value);
    try {
      const track = await arriving;
      if (isObsolete()) return track.stop();
      const previous = held.value;
      if (kind === 'audio') track.enabled = wanted.value;
      held.value = { track, wish: asked };
      track.addEventListener('ended', () => void handleEnded(track));
      onTrack(track);
      previous?.track.stop();
    } catch (error) {
      if (!isObsolete()) giveUp(causeOf(error), asked);
    }
  }

  /** Back to the device that worked before, or off. */
  function giveUp(cause: Cause, asked: DeviceWish): void {
    problem.value = cause;
    const previous = held.value;
    if (previous?.track.readyState === 'live') {
      wish.value = previous.wish;
    } else if (previous && asked.isFallback !== true) {
      wish.value = { ...previous.wish, isFallback: true };
    } else {
      wanted.value = false;
      release();
    }
  }

  function release(): void {
    const previous = held.value;
    if (previous === null) return;
    held.value = null;
    onTrack(null);
    previous.track.stop();
  }

  /** Only for ends that are not ours: unplugged, permission withdrawn, taken by the system. */
  async function handleEnded(track: MediaStreamTrack): Promise<void> {
    if (held.value?.track !== track || looping) return;
    const id = deviceIdOf(track);
    wanted.value = false;
    release();
    problem.value = 'failed';
    if (id !== null && !(await isPresent(id)) && problem.value === 'failed') problem.value = 'not-found';
  }

  return {
    ...{ wanted, wish, problem },
    on: computed(() => held.value !== null && wanted.value),
    deviceId: computed(() => {
      const current = held.value?.wish === wish.value ? held.value : null;
      return (current && deviceIdOf(current.track)) ?? wish.value.id;
    }),
    open(first) {
      life ??= Symbol('life');
      if (problem.value !== null) wanted.value = true;
      problem.value = null;
      return settle(first);
    },
    setOn(on) {
      wanted.value = on;
      if (on) problem.value = null;
      // Why no longer strict: the device may have gone since it was chosen.
      if (on && held.value === null && !looping) wish.value = { id: wish.value.id, strict: false };
      // At once, also while a capture is under way.
      if (held.value && kind === 'audio') held.value.track.enabled = on;
      if (kind === 'video' && !on) release();
      return settle();
    },
    choose(id) {
      if (held.value && !looping && deviceIdOf(held.value.track) === id) return settled;
      wish.value = { id, strict: true };
      problem.value = null;
      return settle();
    },
    close() {
      life = null;
      looping = false;
      release();
    },
  };
}

function stop(track: MediaStreamTrack): void {
  track.stop();
}

function deviceIdOf(track: MediaStreamTrack): string | null {
  return track.getSettings().deviceId ?? null;
}
