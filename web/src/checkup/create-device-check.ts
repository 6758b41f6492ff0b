import { computed, signal } from '@preact/signals-core';
import type { LocalMedia, MediaProblem } from '../session/view.ts';
import type { DeviceCheck, DeviceProblem } from './view.ts';

export interface OpenedDevices {
  readonly media: LocalMedia;
  readonly wayOutOf: (problem: MediaProblem) => DeviceProblem['wayOut'];
}

/** @param openDevices brings the script that asks for devices, which nobody needs who does not try them */
export function createDeviceCheck(
  openDevices: () => Promise<OpenedDevices>,
  report: (error: unknown) => void,
): DeviceCheck {
  const current = signal<OpenedDevices | null>(null);
  const state = signal<'idle' | 'asking' | 'done'>('idle');
  const found = signal<DeviceProblem | null>(null);
  /** Grows with each try and with the end: what comes of an older one is let go. */
  let tries = 0;

  async function check(): Promise<void> {
    const mine = ++tries;
    state.value = 'asking';
    const devices = await openDevices();
    if (mine === tries) {
      current.value = devices;
      await devices.media.open();
    }
    if (mine === tries) {
      found.value = problemOf(devices);
      state.value = 'done';
      current.value = null;
    }
    devices.media.close();
  }

  return {
    state,
    // While the browser asks, the devices themselves tell when it has waited for long.
    problem: computed(() => (current.value === null ? found.value : problemOf(current.value))),
    start() {
      if (state.peek() === 'asking') return;
      found.value = null;
      check().catch((error: unknown) => {
        state.value = 'done';
        current.value = null;
        found.value = { kind: 'both', cause: 'failed', wayOut: 'restart' };
        report(error);
      });
    },
    close() {
      tries++;
      current.peek()?.media.close();
      current.value = null;
      state.value = 'idle';
    },
  };
}

function problemOf({ media, wayOutOf }: OpenedDevices): DeviceProblem | null {
  const problem = media.problem.value;
  return problem && { ...problem, wayOut: wayOutOf(problem) };
}
