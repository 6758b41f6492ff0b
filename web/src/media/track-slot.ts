import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { DeviceWish, ExtendedConstraints, TrackKind } from './capture-constraints.ts';
import { type Cause, causeOf } from './capture-error.ts';

export interface TrackSlot {
  /** A track is held and wanted. */
  readonly on: ReadonlySignal<boolean>;
  /** What the person last asked for; false too after a capture failed. */
  readonly wanted: ReadonlySignal<boolean>;
  /** By the person, whatever else may have gone wrong. */
  readonly switchedOff: ReadonlySignal<boolean>;
  readonly wish: ReadonlySignal<DeviceWish>;
  readonly deviceId: ReadonlySignal<string | null>;
  readonly track: ReadonlySignal<MediaStreamTrack | null>;
  readonly problem: ReadonlySignal<Cause | null>;
  /** The system holds the source back (`muted`): a phone call, the background of a phone, a closed lid. */
  readonly interrupted: ReadonlySignal<boolean>;
  /** `first`: a capture already under way, for instance of both kinds with one prompt. */
  open(first?: Promise<MediaStreamTrack>): Promise<void>;
  setOn(on: boolean): Promise<void>;
  choose(wish: DeviceWish): Promise<void>;
  /** The same device once more. */
  retake(): Promise<void>;
  /** Other qualities for the track that is held; takes it again where the browser cannot change a running one. */
  apply(constraints: ExtendedConstraints): Promise<void>;
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
  /** Asked before a track that ended is taken again unasked; resolves with why that must not be. */
  readonly refusalToRetake: () => Promise<Cause | null>;
  /** The device of this label went, and the default one took its place. */
  readonly onReplaced: (lostLabel: string) => void;
  readonly isAllowedByPolicy: () => boolean;
}

/**
 * One microphone or one camera. Callers say what they want; a single loop makes it so, one capture at a time, and
 * looks again after each. So the last wish wins in any order of events, and no track is left running.
 * A microphone that is off is held and disabled (it is back at once); a camera that is off is stopped (no light).
 */
export function createTrackSlot(options: TrackSlotOptions): TrackSlot {
  const { kind, capture, onTrack, isPresent } = options;
  const wanted = signal(true);
  const switchedOff = signal(false);
  const held = signal<{ readonly track: MediaStreamTrack; readonly wish: DeviceWish } | null>(null);
  const problem = signal<Cause | null>(null);
  const interrupted = signal(false);
  /** What is held was stopped, its successor has not come. */
  const isBetween = signal(false);
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
    const isStopped = kind === 'video' || asked.afresh === true;
    if (isStopped) held.value?.track.stop();
    // Whoever has a copy of the track lets go of it now.
    isBetween.value = isStopped;
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
      watch(track);
      onTrack(track);
      previous?.track.stop();
    } catch (error) {
      if (!isObsolete()) giveUp(causeOf(error, options.isAllowedByPolicy()), asked);
    } finally {
      if (life === mine) isBetween.value = false;
    }
  }

  function watch(track: MediaStreamTrack): void {
    const readMuted = () => {
      if (held.value?.track === track) interrupted.value = track.muted;
    };
    track.addEventListener('ended', () => void handleEnded(track));
    track.addEventListener('mute', readMuted);
    track.addEventListener('unmute', readMuted);
    readMuted();
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
    interrupted.value = false;
    onTrack(null);
    previous.track.stop();
  }

  /** Only for ends that are not ours: unplugged, permission withdrawn, taken by the system. */
  async function handleEnded(track: MediaStreamTrack): Promise<void> {
    if (held.value?.track !== track || looping) return;
    const mine = life;
    const id = deviceIdOf(track);
    release();
    const isGone = id !== null && !(await isPresent(id));
    const refusal = wanted.value ? await options.refusalToRetake() : null;
    if (life !== mine || held.value !== null || looping || !wanted.value) return;
    if (refusal !== null) {
      wanted.value = false;
      problem.value = refusal;
      return;
    }
    wish.value = { id: isGone ? null : id, strict: false, isFallback: true };
    await settle();
    if (life === mine && isGone && held.value !== null) options.onReplaced(track.label);
  }

  function choose(next: DeviceWish): Promise<void> {
    wish.value = next;
    problem.value = null;
    return settle();
  }

  function retake(): Promise<void> {
    const current = held.value;
    if (current === null || looping) return settled;
    return choose({ id: deviceIdOf(current.track) ?? wish.value.id, strict: false, afresh: true });
  }

  return {
    ...{ wanted, switchedOff, wish, problem, interrupted, retake },
    on: computed(() => held.value !== null && wanted.value),
    track: computed(() => (isBetween.value ? null : (held.value?.track ?? null))),
    deviceId: computed(() => {
      const current = held.value?.wish === wish.value ? held.value : null;
      return (current && deviceIdOf(current.track)) ?? wish.value.id;
    }),
    open(first) {
      life ??= Symbol('life');
      // Not what works and was switched off: nobody is heard who asked for something else.
      if (problem.value !== null && held.value === null) wanted.value = !switchedOff.value;
      problem.value = null;
      return settle(first);
    },
    setOn(on) {
      wanted.value = on;
      switchedOff.value = !on;
      problem.value = null;
      // Why no longer strict: the device may have gone since it was chosen.
      if (on && held.value === null && !looping) wish.value = { ...wish.value, strict: false };
      // At once, also while a capture is under way.
      if (held.value && kind === 'audio') held.value.track.enabled = on;
      if (kind === 'video' && !on) release();
      return settle();
    },
    choose(next) {
      const isHeld = held.value && !looping && next.id !== null && deviceIdOf(held.value.track) === next.id;
      return isHeld ? settled : choose(next);
    },
    async apply(constraints) {
      // What is being taken was asked for without them.
      while (looping) await settled;
      const track = held.value?.track;
      if (track === undefined) return;
      const isDone = await applyTo(track, constraints);
      if (!isDone && held.value?.track === track) await retake();
    },
    close() {
      life = null;
      looping = false;
      isBetween.value = false;
      release();
    },
  };
}

/**
 * Chromium can neither change the sound processing of a running microphone nor enlarge a running picture beyond what it
 * was opened with; it does nothing then. False: only taking the device again makes it so.
 */
async function applyTo(track: MediaStreamTrack, constraints: ExtendedConstraints): Promise<boolean> {
  try {
    await track.applyConstraints(constraints);
  } catch (error) {
    if (error instanceof Error || error instanceof DOMException) return false;
    throw error;
  }
  const settings: Readonly<Record<string, unknown>> = { ...track.getSettings() };
  return Object.entries(constraints).every(([name, wished]) => {
    // Newer browsers may name the kind of echo cancellation instead of `true`.
    if (typeof wished === 'boolean')
      return settings[name] === undefined || (settings[name] !== false) === wished;
    return !isTooSmall(name, wished, settings[name], track);
  });
}

/** The picture is smaller than wished although the camera lists more. */
function isTooSmall(name: string, wished: unknown, actual: unknown, track: MediaStreamTrack): boolean {
  if ((name !== 'width' && name !== 'height') || !('getCapabilities' in track)) return false;
  const { ideal } = wished as ConstrainULongRange;
  const most = track.getCapabilities()[name]?.max;
  return (
    typeof actual === 'number' && ideal !== undefined && actual < ideal && most !== undefined && most >= ideal
  );
}

function stop(track: MediaStreamTrack): void {
  track.stop();
}

function deviceIdOf(track: MediaStreamTrack): string | null {
  return track.getSettings().deviceId ?? null;
}
