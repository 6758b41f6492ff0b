import { computed, signal } from '@preact/signals-core';
import { asksForSpeaker } from '../browser/browser-traits.ts';
import type { DeviceControls, DeviceNotice } from '../session/device-view.ts';
import type { Device } from '../session/view.ts';
import type { CapturingDevices, LocalMediaOptions } from './create-local-media.ts';
import type { DeviceLists } from './device-lists.ts';
import { addedDevices, removedDevices } from './list-changes.ts';
import { findRemembered, type RememberedDevices } from './remembered-devices.ts';
import { playTestSound } from './test-sound.ts';

interface SpeakersOptions extends Pick<LocalMediaOptions, 'page'> {
  readonly devices: CapturingDevices;
  readonly lists: DeviceLists;
  readonly remembered: RememberedDevices;
  readonly tell: (notice: DeviceNotice, offer?: Device) => void;
}

type SpeakersView = Pick<
  DeviceControls,
  'speakers' | 'speakerId' | 'canChooseSpeaker' | 'chooseSpeaker' | 'askForSpeaker' | 'playTestSound'
>;

/** Where sound comes out. Nothing is captured: a speaker that goes is simply no longer the one that is used. */
export function createSpeakers({ devices, page, lists, remembered, tell }: SpeakersOptions) {
  const chosen = signal(remembered.get('speaker'));
  const speakerId = computed(() => findRemembered(lists.speakers.value, chosen.value)?.id ?? '');

  function choose(device: Device | null): void {
    chosen.value = device;
    remembered.set('speaker', device);
  }

  function chooseSpeaker(id: string): void {
    choose(lists.speakers.value.find((device) => device.id === id) ?? null);
  }

  async function askForSpeaker(): Promise<void> {
    try {
      const info = await devices.selectAudioOutput?.();
      if (info === undefined) return;
      await lists.refresh();
      choose({ id: info.deviceId, label: info.label });
    } catch (error) {
      // Closed without a choice, or there is none: then it stays as it is.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  function handleListing(now: readonly Device[], before: readonly Device[] | null): void {
    if (before === null || !page.canChooseSpeaker) return;
    const wished = chosen.value;
    const added = addedDevices(now, before);
    const back = findRemembered(added, wished);
    const lost = findRemembered(removedDevices(now, before), wished);
    const unknown = added.find((device) => device !== back);
    if (lost !== null) tell({ kind: 'speaker', what: 'gone', label: lost.label });
    else if (back !== null) tell({ kind: 'speaker', what: 'back', label: back.label });
    else if (unknown !== undefined) tell({ kind: 'speaker', what: 'new', label: unknown.label }, unknown);
  }

  const view: SpeakersView = {
    speakers: lists.speakers,
    speakerId,
    canChooseSpeaker: page.canChooseSpeaker,
    chooseSpeaker,
    askForSpeaker: page.canChooseSpeaker && asksForSpeaker(devices) ? askForSpeaker : null,
    playTestSound: () => playTestSound(page, page.canChooseSpeaker ? speakerId.peek() : ''),
  };
  return { view, handleListing };
}
