import { computed, signal } from '@preact/signals-core';
import type { DeviceControls, DeviceNotice, MediaKind } from '../session/device-view.ts';
import type { Device } from '../session/view.ts';
import { type Facing, qualityConstraints } from './capture-constraints.ts';
import type { CapturingDevices, LocalMediaOptions } from './create-local-media.ts';
import { createSpeakers } from './create-speakers.ts';
import type { DeviceLists, Listing } from './device-lists.ts';
import { effectiveSettings } from './effective-settings.ts';
import { addedDevices } from './list-changes.ts';
import { createInterruptionMender } from './mend-interruption.ts';
import { createMicrophoneLevel } from './microphone-level.ts';
import { type Capabilities, offeredFeatures } from './offered-features.ts';
import { findRemembered, type RememberedDevices } from './remembered-devices.ts';
import { createSpeechDetector } from './speech-detector.ts';
import type { TrackSlot } from './track-slot.ts';

export interface DeviceControlsOptions extends Pick<LocalMediaOptions, 'clock' | 'page'> {
  readonly devices: CapturingDevices;
  readonly microphone: TrackSlot;
  readonly camera: TrackSlot;
  readonly lists: DeviceLists;
  readonly remembered: RememberedDevices;
}

/** Everything about devices beyond on and off: choices, qualities, what comes and goes. */
export function createDeviceControls(options: DeviceControlsOptions) {
  const { clock, page, devices, microphone, camera, lists, remembered } = options;
  const slots = { microphone, camera };
  const notice = signal<DeviceNotice | null>(null);
  let offeredDevice: Device | null = null;
  const tell = (next: DeviceNotice, offer: Device | null = null) => {
    notice.value = next;
    offeredDevice = offer;
  };
  const speakers = createSpeakers({ ...options, tell });
  const isMicrophoneLost = signal(false);
  const isCameraLost = signal(false);
  const level = createMicrophoneLevel({ ...page, track: microphone.track, clock });
  /** Grows when a running track was given other qualities, which no signal tells. */
  const applications = signal(0);

  function choose(kind: 'microphone' | 'camera', id: string): Promise<void> {
    const list = kind === 'microphone' ? lists.microphones : lists.cameras;
    const label = list.value.find((device) => device.id === id)?.label ?? '';
    remembered.set(kind, { id, label });
    if (notice.value?.kind === kind) notice.value = null;
    return slots[kind].choose({ id, strict: true });
  }

  /** A remembered device that has come is taken; another one that has come is offered. */
  function handleListing(now: Listing, before: Listing | null): void {
    for (const kind of ['microphone', 'camera'] as const) {
      const added = before === null ? now[kind] : addedDevices(now[kind], before[kind]);
      const slot = slots[kind];
      const wished = findRemembered(added, remembered.get(kind));
      const isOther = wished !== null && slot.on.value && slot.deviceId.value !== wished.id;
      if (wished !== null && isOther) void takeAgain(kind, wished, before !== null);
      const unknown = before === null ? undefined : added.find((device) => device !== wished);
      if (unknown !== undefined) tell({ kind, what: 'new', label: unknown.label }, unknown);
    }
    speakers.handleListing(now.speaker, before?.speaker ?? null);
  }

  async function takeAgain(kind: 'microphone' | 'camera', device: Device, isSaid: boolean): Promise<void> {
    await slots[kind].choose({ id: device.id, strict: false });
    if (isSaid && slots[kind].deviceId.value === device.id) tell({ kind, what: 'back', label: device.label });
  }

  async function flipCamera(): Promise<void> {
    const facing: Facing = facingOf(camera.track.peek()) === 'environment' ? 'user' : 'environment';
    const before = camera.deviceId.peek();
    await camera.choose({ id: null, facing, strict: true });
    // Browsers that know no sides, or name them otherwise: the next one in the list.
    if (camera.problem.peek() === 'unfit' || camera.deviceId.peek() === before) {
      const { value: cameras } = lists.cameras;
      const next = cameras[(cameras.findIndex(({ id }) => id === before) + 1) % cameras.length];
      if (next !== undefined && next.id !== before) await camera.choose({ id: next.id, strict: true });
    }
    const track = camera.track.peek();
    const id = track?.getSettings().deviceId;
    if (track && id !== undefined) remembered.set('camera', { id, label: track.label });
  }

  const view: DeviceControls = {
    ...{ notice, level, flipCamera },
    ...speakers.view,
    wishes: remembered.wishes,
    async setWishes(change) {
      const wishes = { ...remembered.wishes.peek(), ...change };
      remembered.setWishes(wishes);
      await Promise.all([
        microphone.apply(qualityConstraints('audio', wishes)),
        camera.apply(qualityConstraints('video', wishes)),
      ]);
      applications.value += 1;
    },
    offered: computed(() => {
      applications.value;
      return offeredFeatures(
        devices.getSupportedConstraints(),
        capabilitiesOf(microphone.track.value),
        capabilitiesOf(camera.track.value),
      );
    }),
    readEffective: () => effectiveSettings(microphone.track.peek(), camera.track.peek()),
    canFlipCamera: computed(
      () => lists.cameras.value.length > 1 && facingOf(camera.track.value) !== null && camera.on.value,
    ),
    async useOffered() {
      const { value: current } = notice;
      const device = offeredDevice;
      if (current?.what !== 'new' || device === null) return;
      notice.value = null;
      if (current.kind === 'speaker') speakers.view.chooseSpeaker(device.id);
      else await choose(current.kind, device.id);
    },
    dismissNotice() {
      notice.value = null;
    },
    interrupted: computed(() => kindOf(isMicrophoneLost.value, isCameraLost.value)),
    async resume() {
      await Promise.all([
        isMicrophoneLost.peek() && microphone.retake(),
        isCameraLost.peek() && camera.retake(),
      ]);
    },
    watchMutedSpeech(listener) {
      const isSpeech = createSpeechDetector();
      return level.watch((loudness) => {
        if (isSpeech(loudness)) listener();
      });
    },
  };

  /** From the first `open` to `close`. */
  function start(): () => void {
    const menders = [
      [createInterruptionMender(microphone, page.visible, clock), isMicrophoneLost],
      [createInterruptionMender(camera, page.visible, clock), isCameraLost],
    ] as const;
    const ends = menders.map(([mender, lost]) =>
      mender.needsGesture.subscribe((value) => {
        lost.value = value;
      }),
    );
    return () => {
      for (const [mender, lost] of menders) {
        mender.close();
        lost.value = false;
      }
      for (const end of ends) end();
      notice.value = null;
    };
  }

  return { view, choose, tell, handleListing, start };
}

function kindOf(microphone: boolean, camera: boolean): MediaKind | null {
  if (microphone && camera) return 'both';
  if (microphone) return 'microphone';
  return camera ? 'camera' : null;
}

function capabilitiesOf(track: MediaStreamTrack | null): Capabilities | null {
  // Firefox has it only since 132.
  return track !== null && 'getCapabilities' in track ? (track.getCapabilities() as Capabilities) : null;
}

function facingOf(track: MediaStreamTrack | null): Facing | null {
  const { facingMode } = track?.getSettings() ?? {};
  return facingMode === 'user' || facingMode === 'environment' ? facingMode : null;
}
