import { signal } from '@preact/signals-core';
import { describe, expect, it, test } from 'vitest';
import { VirtualClock } from '../rtc/testing/virtual-clock.ts';
import { createMicrophoneLevel, levelOf } from './microphone-level.ts';
import { FakeTrack } from './testing/fake-media-devices.ts';

test.each([
  [0, 0],
  [0.001, 0],
  [0.0316, 0.625],
  [0.25, 1],
  [1, 1],
])('samples of %f are a level of %f', (sample, level) => {
  expect(levelOf(new Float32Array(64).fill(sample))).toBeCloseTo(level, 2);
});

class FakeContext extends EventTarget {
  state: AudioContextState = 'running';
  async resume(): Promise<void> {
    throw new DOMException('', 'NotAllowedError');
  }
  async close(): Promise<void> {
    this.state = 'closed';
  }
  createAnalyser() {
    return {
      context: this,
      fftSize: 0,
      getFloatTimeDomainData: (samples: Float32Array) => samples.fill(0.25),
    };
  }
  createMediaStreamSource() {
    return { connect: () => undefined };
  }
}

function setUp({ state = 'running' as AudioContextState, isRefused = false } = {}) {
  const clock = new VirtualClock();
  const visible = signal(true);
  const track = signal<MediaStreamTrack | null>(
    new FakeTrack('audio', 'mic-1') as unknown as MediaStreamTrack,
  );
  const contexts: FakeContext[] = [];
  const level = createMicrophoneLevel({
    ...{ clock, visible, track },
    createAudioContext: () => {
      if (isRefused) throw new DOMException('', 'NotSupportedError');
      const context = new FakeContext();
      context.state = state;
      contexts.push(context);
      return context as unknown as AudioContext;
    },
    createStream: (copy) => copy as unknown as MediaStream,
    onGesture: () => () => undefined,
  });
  const open = () => contexts.filter((context) => context.state !== 'closed');
  return { clock, visible, track, level, open };
}

describe('the level', () => {
  it('costs nothing while nobody watches or the page is hidden', async () => {
    const { clock, visible, level, open } = setUp();
    expect(open()).toEqual([]);
    const levels: number[] = [];
    const stop = level.watch((value) => levels.push(value));
    await clock.advance(400);
    expect(levels.length).toBeGreaterThan(3);
    visible.value = false;
    expect([open(), clock.pending, level.state.value]).toEqual([[], 0, 'idle']);
    visible.value = true;
    expect(open()).toHaveLength(1);
    stop();
    expect([open(), clock.pending]).toEqual([[], 0]);
  });

  it('follows to another microphone and ends with the last', () => {
    const { track, level, open } = setUp();
    level.watch(() => undefined);
    track.value = new FakeTrack('audio', 'mic-2') as unknown as MediaStreamTrack;
    expect(open()).toHaveLength(1);
    track.value = null;
    expect(open()).toEqual([]);
  });

  it('says that it waits for a touch', async () => {
    const { clock, level } = setUp({ state: 'suspended' });
    level.watch(() => undefined);
    await clock.advance(500);
    expect(level.state.value).toBe('waiting');
    expect(clock.pending).toBe(0);
  });

  it('is unavailable where the browser refuses, and nothing breaks', () => {
    const { level } = setUp({ isRefused: true });
    level.watch(() => undefined);
    expect(level.state.value).toBe('unavailable');
  });
});
