import { describe, expect, it } from 'vitest';
import { settle, VirtualClock } from '../rtc/testing/virtual-clock.ts';
import type { CapturePermissions } from './capture-permissions.ts';
import { createLocalMedia } from './create-local-media.ts';
import {
  FakeMediaDevices,
  type FakeTrack,
  fakeMediaPage,
  fakePermissions,
} from './testing/fake-media-devices.ts';

function setUp(remembered: object = {}, permissions?: CapturePermissions) {
  const devices = new FakeMediaDevices();
  const clock = new VirtualClock();
  const page = fakeMediaPage();
  const stored = new Map([['burrow.devices', JSON.stringify(remembered)]]);
  const { media, onTrackChange } = createLocalMedia({
    devices: devices as unknown as MediaDevices,
    permissions,
    storage: { get: (key) => stored.get(key) ?? null, set: (key, value) => void stored.set(key, value) },
    ...{ clock, page },
  });
  const changes: (string | null)[] = [];
  const stop = onTrackChange((kind, track) =>
    changes.push(`${kind} ${(track as unknown as FakeTrack | null)?.deviceId ?? 'none'}`),
  );
  /** Everything that runs is in the stream, and everything in the stream runs. */
  const expectNoLeak = () =>
    expect(devices.live()).toEqual(
      expect.arrayContaining((media.stream.value?.getTracks() ?? []) as unknown[]),
    );
  const running = () => devices.live().map((track) => track.deviceId);
  const sent = () => (media.stream.value?.getTracks() ?? []).map((track) => track.getSettings().deviceId);
  const remembers = () => JSON.parse(stored.get('burrow.devices') ?? '{}');
  return {
    clock,
    page,
    remembers,
    devices,
    media,
    onTrackChange,
    stop,
    changes,
    stored,
    running,
    sent,
    expectNoLeak,
  };
}

describe('open', () => {
  it('takes both with one prompt, and lists the devices', async () => {
    const { devices, media, changes, running, sent } = setUp();
    const opened = media.open();
    expect(media.status.value).toBe('asking');
    expect([media.microphoneOn.value, media.cameraOn.value]).toEqual([false, false]);
    await opened;
    expect(media.status.value).toBe('ready');
    expect(media.problem.value).toBeNull();
    expect([media.microphoneOn.value, media.cameraOn.value]).toEqual([true, true]);
    expect(devices.requests).toHaveLength(1);
    expect(changes).toEqual(['audio mic-1', 'video cam-1']);
    expect(sent()).toEqual(running());
    expect(media.cameras.value).toEqual([
      { id: 'cam-1', label: 'Label of cam-1' },
      { id: 'cam-2', label: 'Label of cam-2' },
    ]);
  });

  it('awaits what is wanted until it is known whether it can be had', async () => {
    const { devices, media } = setUp();
    const awaited = () => [media.microphoneAwaited.value, media.cameraAwaited.value];
    expect(awaited()).toEqual([true, true]);
    devices.cameras = [];
    const opened = media.open();
    expect(awaited()).toEqual([true, true]);
    void media.setMicrophoneOn(false);
    expect(awaited()).toEqual([false, true]);
    await opened;
    expect(awaited()).toEqual([false, false]);
    expect([media.microphoneOn.value, media.cameraOn.value]).toEqual([false, false]);
  });

  it('asks once when it is called twice', async () => {
    const { devices, media } = setUp();
    await Promise.all([media.open(), media.open()]);
    expect(devices.requests).toHaveLength(1);
  });

  it('asks for the remembered devices, and takes others where they are gone', async () => {
    const { media } = setUp({
      camera: { id: 'cam-2', label: '' },
      microphone: { id: 'gone', label: 'Nothing' },
    });
    await media.open();
    expect([media.cameraId.value, media.microphoneId.value]).toEqual(['cam-2', 'mic-1']);
  });

  it.each([
    ['NotReadableError', 'in-use'],
    ['AbortError', 'failed'],
    ['SomethingNew', 'failed'],
  ])('goes on with sound alone when the camera answers %s, and says “%s”', async (name, cause) => {
    const { devices, media, sent } = setUp();
    devices.failures.set('video', name);
    await media.open();
    expect(sent()).toEqual(['mic-1']);
    expect(media.problem.value).toEqual({ kind: 'camera', cause });
    expect(media.cameraOn.value).toBe(false);
  });

  it('goes on with the picture alone where there is no microphone', async () => {
    const { devices, media, sent } = setUp();
    devices.microphones = [];
    await media.open();
    expect(sent()).toEqual(['cam-1']);
    expect(media.problem.value).toEqual({ kind: 'microphone', cause: 'not-found' });
  });

  it('is ready without anything', async () => {
    const { devices, media, sent, changes } = setUp();
    devices.microphones = [];
    devices.cameras = [];
    await media.open();
    expect(media.status.value).toBe('ready');
    expect(media.problem.value).toEqual({ kind: 'both', cause: 'not-found' });
    expect(sent()).toEqual([]);
    expect(changes).toEqual([]);
  });

  it('names what a person can mend where the two fail for different reasons', async () => {
    const { devices, media } = setUp();
    devices.microphones = [];
    devices.failures.set('video', 'NotReadableError');
    await media.open();
    expect(media.problem.value).toEqual({ kind: 'both', cause: 'in-use' });
  });

  it.each([
    ['denied', 'denied', 1, { kind: 'both', cause: 'denied' }],
    ['prompt', 'prompt', 1, { kind: 'both', cause: 'denied' }],
    ['denied', 'prompt', 2, { kind: 'camera', cause: 'denied' }],
    ['denied', 'granted', 2, { kind: 'camera', cause: 'denied' }],
  ] as const)(
    'does not ask again after a no (camera %s, microphone %s)',
    async (camera, microphone, prompts, problem) => {
      const { devices, media } = setUp({}, fakePermissions({ camera, microphone }));
      devices.failures.set('video', 'NotAllowedError');
      await media.open();
      expect(devices.requests).toHaveLength(prompts);
      expect(media.problem.value).toEqual(problem);
    },
  );

  it('tries each alone after a no where the browser does not tell permissions', async () => {
    const { devices, media, sent } = setUp();
    devices.failures.set('video', 'NotAllowedError');
    await media.open();
    expect(sent()).toEqual(['mic-1']);
    expect(media.problem.value).toEqual({ kind: 'camera', cause: 'denied' });
  });

  it('tries again only what failed', async () => {
    const { devices, media, sent } = setUp();
    devices.failures.set('video', 'NotReadableError');
    await media.open();
    devices.failures.clear();
    devices.requests.length = 0;
    await media.open();
    expect(devices.requests).toEqual([{ video: expect.anything() }]);
    expect(sent()).toEqual(['mic-1', 'cam-1']);
    expect(media.problem.value).toBeNull();
  });

  it('does not turn on what the person turned off', async () => {
    const { devices, media, running } = setUp();
    await media.setCameraOn(false);
    await media.setMicrophoneOn(false);
    await media.open();
    expect(running()).toEqual([]);
    expect(devices.requests).toEqual([]);
    expect(media.problem.value).toBeNull();
  });
});

describe('the microphone', () => {
  it('is disabled, not stopped: it is back at once', async () => {
    const { devices, media, changes } = setUp();
    await media.open();
    await media.setMicrophoneOn(false);
    expect(devices.live('audio').map((track) => track.enabled)).toEqual([false]);
    expect(media.microphoneOn.value).toBe(false);
    await media.setMicrophoneOn(true);
    expect(devices.live('audio').map((track) => track.enabled)).toEqual([true]);
    expect(changes).toEqual(['audio mic-1', 'video cam-1']);
  });

  it('stays muted through a change of device', async () => {
    const { devices, media, changes, running } = setUp();
    await media.open();
    await media.setMicrophoneOn(false);
    await media.chooseMicrophone('mic-2');
    expect(running()).toEqual(['cam-1', 'mic-2']);
    expect(devices.live('audio').map((track) => track.enabled)).toEqual([false]);
    expect(changes.at(-1)).toBe('audio mic-2');
  });

  it('keeps the one it has when the chosen one cannot be had', async () => {
    const { devices, media, sent } = setUp();
    await media.open();
    devices.failures.set('mic-2', 'NotReadableError');
    await media.chooseMicrophone('mic-2');
    expect(media.microphoneId.value).toBe('mic-1');
    expect(media.microphoneOn.value).toBe(true);
    expect(media.problem.value).toEqual({ kind: 'microphone', cause: 'in-use' });
    expect(sent()).toContain('mic-1');
  });

  it('stays muted when what failed is tried again, by the person or because it was allowed', async () => {
    const { devices, media } = setUp();
    devices.failures.set('video', 'NotAllowedError');
    await media.open();
    devices.failures.set('mic-2', 'NotReadableError');
    await media.setMicrophoneOn(false);
    await media.chooseMicrophone('mic-2');
    expect(media.problem.value?.kind).toBe('both');
    await media.open();
    expect(devices.live('audio').map((track) => track.enabled)).toEqual([false]);
    expect(media.switchedOff.value).toEqual(['microphone']);
  });

  it('is muted at once while another one is being taken', async () => {
    const { devices, media } = setUp();
    await media.open();
    devices.holdBack();
    const choosing = media.chooseMicrophone('mic-2');
    const muting = media.setMicrophoneOn(false);
    expect(devices.live('audio').map((track) => track.enabled)).toEqual([false]);
    devices.letGo();
    await Promise.all([choosing, muting]);
    expect(devices.live('audio').map((track) => [track.deviceId, track.enabled])).toEqual([['mic-2', false]]);
  });
});

describe('the camera', () => {
  it('is stopped when it is off, so that its light goes out, and taken again when it is on', async () => {
    const { media, changes, running } = setUp();
    await media.open();
    await media.setCameraOn(false);
    expect(running()).toEqual(['mic-1']);
    await media.setCameraOn(true);
    expect(running()).toEqual(['mic-1', 'cam-1']);
    expect(changes).toEqual(['audio mic-1', 'video cam-1', 'video none', 'video cam-1']);
  });

  it('is stopped before another one is taken: phones have one at a time', async () => {
    const { devices, media, remembers } = setUp();
    await media.open();
    devices.holdBack();
    const choosing = media.chooseCamera('cam-2');
    expect(devices.live('video')).toEqual([]);
    expect(media.cameraOn.value).toBe(true);
    expect(media.cameraId.value).toBe('cam-2');
    devices.letGo();
    await choosing;
    expect(devices.live('video').map((track) => track.deviceId)).toEqual(['cam-2']);
    expect(remembers().camera).toEqual({ id: 'cam-2', label: 'Label of cam-2' });
  });

  it('goes back to the one that worked when the chosen one cannot be had', async () => {
    const { devices, media, running } = setUp();
    await media.open();
    devices.failures.set('cam-2', 'NotReadableError');
    await media.chooseCamera('cam-2');
    expect(running()).toEqual(['mic-1', 'cam-1']);
    expect(media.problem.value).toEqual({ kind: 'camera', cause: 'in-use' });
  });

  it('is off when neither the chosen nor the former one can be had', async () => {
    const { devices, media, changes, running } = setUp();
    await media.open();
    devices.failures.set('video', 'NotReadableError');
    await media.chooseCamera('cam-2');
    expect(running()).toEqual(['mic-1']);
    expect(media.cameraOn.value).toBe(false);
    expect(changes.at(-1)).toBe('video none');
  });

  it('is only remembered when it is chosen while off', async () => {
    const { devices, media, running } = setUp();
    await media.open();
    await media.setCameraOn(false);
    await media.chooseCamera('cam-2');
    expect(running()).toEqual(['mic-1']);
    expect(media.cameraId.value).toBe('cam-2');
    await media.setCameraOn(true);
    expect(running()).toEqual(['mic-1', 'cam-2']);
    expect(devices.requests).toHaveLength(2);
  });
});

describe('hostile orders', () => {
  it('turns the camera off that was switched off while the browser was asking', async () => {
    const { devices, media, changes, running } = setUp();
    devices.holdBack();
    const opened = media.open();
    const off = media.setCameraOn(false);
    devices.letGo();
    await Promise.all([opened, off]);
    expect(running()).toEqual(['mic-1']);
    expect(media.cameraOn.value).toBe(false);
    expect(changes).toEqual(['audio mic-1']);
  });

  it('takes the last of two quick choices and leaks nothing', async () => {
    const { devices, media, changes, running, sent, expectNoLeak } = setUp();
    devices.cameras = ['cam-1', 'cam-2', 'cam-3'];
    await media.open();
    devices.holdBack();
    const choices = [media.chooseCamera('cam-2'), media.chooseCamera('cam-3')];
    devices.letGo();
    await Promise.all(choices);
    expect(running()).toEqual(['mic-1', 'cam-3']);
    expect(sent()).toEqual(['mic-1', 'cam-3']);
    expect(changes).toEqual(['audio mic-1', 'video cam-1', 'video cam-3']);
    expectNoLeak();
  });

  it('does not mind the failure of a choice that was changed meanwhile', async () => {
    const { devices, media, running } = setUp();
    devices.cameras = ['cam-1', 'cam-2', 'cam-3'];
    devices.failures.set('cam-2', 'NotReadableError');
    await media.open();
    devices.holdBack();
    const choices = [media.chooseCamera('cam-2'), media.chooseCamera('cam-3')];
    devices.letGo();
    await Promise.all(choices);
    expect(running()).toEqual(['mic-1', 'cam-3']);
    expect(media.problem.value).toBeNull();
  });

  it('takes the picture away at once when the camera is turned off while another one is being taken', async () => {
    const { devices, media, changes, running } = setUp();
    await media.open();
    devices.holdBack();
    const choosing = media.chooseCamera('cam-2');
    const off = media.setCameraOn(false);
    expect(changes.at(-1)).toBe('video none');
    devices.letGo();
    await Promise.all([choosing, off]);
    expect(running()).toEqual(['mic-1']);
  });

  it('ends as last asked after off, on, off while a capture is under way', async () => {
    const { devices, media, running } = setUp();
    await media.open();
    devices.holdBack();
    const toggles = [false, true, false, true, false].map((on) => media.setCameraOn(on));
    devices.letGo();
    await Promise.all(toggles);
    expect(running()).toEqual(['mic-1']);
    expect(media.cameraOn.value).toBe(false);
  });

  it('stops what arrives after close', async () => {
    const { devices, media, changes, running } = setUp();
    devices.holdBack();
    const opened = media.open();
    media.close();
    devices.letGo();
    await opened;
    expect(running()).toEqual([]);
    expect(changes).toEqual([]);
    expect(media.status.value).toBe('idle');
    expect(devices.listeners.size).toBe(0);
  });

  it('holds one camera and one microphone after close and open while the browser was asking', async () => {
    const { devices, media, running, sent } = setUp();
    devices.holdBack();
    const first = media.open();
    media.close();
    const second = media.open();
    const third = media.open();
    devices.letGo();
    await Promise.all([first, second, third]);
    expect(running()).toEqual(['mic-1', 'cam-1']);
    expect(sent()).toEqual(running());
    expect(media.status.value).toBe('ready');
    expect(devices.listeners.size).toBe(1);
  });

  it('takes another camera when one is pulled out, and says so', async () => {
    const { devices, media, changes, running } = setUp();
    await media.open();
    devices.unplug('cam-1');
    expect(media.cameraOn.value).toBe(false);
    await expect.poll(() => media.cameraOn.value).toBe(true);
    expect(running()).toEqual(['mic-1', 'cam-2']);
    expect(changes.slice(-2)).toEqual(['video none', 'video cam-2']);
    expect(media.problem.value).toBeNull();
    expect(media.controls.notice.value).toEqual({ kind: 'camera', what: 'gone', label: 'Label of cam-1' });
  });

  it('is without a camera when the only one is pulled out', async () => {
    const { devices, media, running } = setUp();
    devices.cameras = ['cam-1'];
    await media.open();
    devices.unplug('cam-1');
    await expect.poll(() => media.problem.value).toEqual({ kind: 'camera', cause: 'not-found' });
    expect(media.cameraOn.value).toBe(false);
    expect(running()).toEqual(['mic-1']);
  });

  it('takes a microphone again that the system took although it is still there', async () => {
    const { devices, media, running } = setUp();
    await media.open();
    devices.live('audio')[0]?.endByItself();
    expect(media.microphoneOn.value).toBe(false);
    await expect.poll(() => media.microphoneOn.value).toBe(true);
    expect(running()).toEqual(['cam-1', 'mic-1']);
    expect(media.controls.notice.value).toBeNull();
  });

  it('asks nobody again who has withdrawn the permission', async () => {
    const states = { camera: 'granted', microphone: 'granted' } as Record<string, PermissionState>;
    const { devices, media } = setUp({}, fakePermissions(states as never));
    await media.open();
    states.camera = 'prompt';
    devices.requests.length = 0;
    devices.live('video')[0]?.endByItself();
    await expect.poll(() => media.problem.value).toEqual({ kind: 'camera', cause: 'denied' });
    expect(devices.requests).toEqual([]);
  });

  it('waits until the page is in front before it takes again what ended', async () => {
    const { devices, media, page } = setUp();
    await media.open();
    page.visible.value = false;
    devices.requests.length = 0;
    devices.live('audio')[0]?.endByItself();
    await settle();
    expect(devices.requests).toEqual([]);
    page.visible.value = true;
    await expect.poll(() => media.microphoneOn.value).toBe(true);
  });

  it('does not mind the end of a track that is no longer in use', async () => {
    const { devices, media } = setUp();
    await media.open();
    await media.chooseCamera('cam-2');
    devices.tracks.find((track) => track.deviceId === 'cam-1')?.endByItself();
    expect(media.cameraOn.value).toBe(true);
    expect(media.problem.value).toBeNull();
  });

  it('stops everything and forgets its listeners on close', async () => {
    const { devices, media, stop, changes, running } = setUp();
    await media.open();
    stop();
    const before = [...changes];
    media.close();
    expect(running()).toEqual([]);
    expect(devices.listeners.size).toBe(0);
    expect(changes).toEqual(before);
    expect(media.stream.value).toBeNull();
  });
});
