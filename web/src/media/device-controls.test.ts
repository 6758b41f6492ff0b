import { describe, expect, it } from 'vitest';
import { settle, VirtualClock } from '../rtc/testing/virtual-clock.ts';
import { DEFAULT_WISHES } from '../session/capture-wishes.ts';
import type { CapturePermissions } from './capture-permissions.ts';
import { createLocalMedia } from './create-local-media.ts';
import { FakeMediaDevices, fakeMediaPage, fakePermissions } from './testing/fake-media-devices.ts';

function setUp(remembered: object = {}, permissions?: CapturePermissions) {
  const devices = new FakeMediaDevices();
  const clock = new VirtualClock();
  const page = fakeMediaPage();
  const stored = new Map([['burrow.devices', JSON.stringify(remembered)]]);
  const { media } = createLocalMedia({
    devices: devices as unknown as MediaDevices,
    permissions,
    storage: { get: (key) => stored.get(key) ?? null, set: (key, value) => void stored.set(key, value) },
    ...{ clock, page },
  });
  const running = () => devices.live().map((track) => track.deviceId);
  return { devices, clock, page, media, controls: media.controls, running };
}

describe('what is plugged in', () => {
  it('is offered, and taken when the person says so', async () => {
    const { devices, media, controls, running } = setUp();
    await media.open();
    devices.plugIn('microphones', 'mic-3');
    await settle();
    expect(controls.notice.value).toEqual({ kind: 'microphone', what: 'new', label: 'Label of mic-3' });
    expect(running()).toEqual(['mic-1', 'cam-1']);
    await controls.useOffered();
    expect(running()).toEqual(['cam-1', 'mic-3']);
    expect(controls.notice.value).toBeNull();
  });

  it('is taken again unasked where it is the chosen one', async () => {
    const { devices, media, controls, running } = setUp();
    await media.open();
    await media.chooseMicrophone('mic-2');
    devices.unplug('mic-2');
    await expect.poll(running).toEqual(['cam-1', 'mic-1']);
    expect(controls.notice.value?.what).toBe('gone');
    devices.plugIn('microphones', 'mic-2');
    await expect.poll(running).toEqual(['cam-1', 'mic-2']);
    expect(controls.notice.value).toEqual({ kind: 'microphone', what: 'back', label: 'Label of mic-2' });
  });

  it('does not turn on a camera that is off', async () => {
    const { devices, media, running } = setUp({ camera: { id: 'cam-3', label: '' } });
    await media.open();
    await media.setCameraOn(false);
    devices.plugIn('cameras', 'cam-3');
    await settle();
    expect(running()).toEqual(['mic-1']);
  });

  it('is nothing new where it was there when the page was opened', async () => {
    const { media, controls } = setUp();
    await media.open();
    expect(controls.notice.value).toBeNull();
  });
});

it('finds a remembered device by its label where the browser gave it another id', async () => {
  const { media, running, controls } = setUp({ camera: { id: 'of another visit', label: 'Label of cam-2' } });
  await media.open();
  await expect.poll(running).toEqual(['mic-1', 'cam-2']);
  expect(controls.notice.value).toBeNull();
});

describe('speakers', () => {
  it('are chosen and remembered; one that goes is the system’s until it comes back', async () => {
    const { devices, media, controls } = setUp();
    devices.speakers = ['speaker-1', 'speaker-2'];
    await media.open();
    expect(controls.speakerId.value).toBe('');
    controls.chooseSpeaker('speaker-2');
    expect(controls.speakerId.value).toBe('speaker-2');
    devices.unplug('speaker-2');
    await settle();
    expect(controls.speakerId.value).toBe('');
    expect(controls.notice.value).toMatchObject({ kind: 'speaker', what: 'gone' });
    devices.plugIn('speakers', 'speaker-2');
    await settle();
    expect(controls.speakerId.value).toBe('speaker-2');
    expect(controls.notice.value).toMatchObject({ kind: 'speaker', what: 'back' });
  });
});

describe('qualities', () => {
  it('are given to the running camera, which goes on', async () => {
    const { devices, media, controls } = setUp();
    await media.open();
    const [track] = devices.live('video');
    devices.requests.length = 0;
    await controls.setWishes({ backgroundBlur: true });
    expect(devices.live('video')).toEqual([track]);
    expect(controls.readEffective().camera?.backgroundBlur).toBe(true);
    expect(devices.requests).toEqual([]);
  });

  it('take the microphone again where a running one cannot change', async () => {
    const { devices, media, controls, running } = setUp();
    await media.open();
    await media.setMicrophoneOn(false);
    await controls.setWishes({ noiseSuppression: false });
    expect(running()).toEqual(['cam-1', 'mic-1']);
    expect(controls.readEffective().microphone?.processing.noiseSuppression).toBe(false);
    expect(devices.live('audio').map((track) => track.enabled)).toEqual([false]);
  });

  it('all come into effect, however soon after each other they are chosen', async () => {
    const { devices, media, controls } = setUp();
    await media.open();
    devices.holdBack();
    const first = controls.setWishes({ noiseSuppression: false });
    await settle();
    const second = controls.setWishes({ echoCancellation: false });
    devices.letGo();
    await Promise.all([first, second]);
    expect(controls.readEffective().microphone?.processing).toMatchObject({
      noiseSuppression: false,
      echoCancellation: false,
    });
  });

  it('are asked for from the beginning where they were chosen on an earlier visit', async () => {
    const { devices, media } = setUp({
      wishes: { ...DEFAULT_WISHES, lines: 1080, aspect: '4:3', autoGainControl: false },
    });
    await media.open();
    expect(devices.requests[0]).toMatchObject({
      audio: { autoGainControl: false, echoCancellation: true },
      video: { width: { ideal: 1440 }, height: { ideal: 1080 }, aspectRatio: { ideal: 4 / 3 } },
    });
  });
});

describe('the other side of a phone', () => {
  it('is asked for by side, and known again afterwards', async () => {
    const { devices, media, controls, running } = setUp();
    devices.facings.set('cam-1', 'user').set('cam-2', 'environment');
    await media.open();
    expect(controls.canFlipCamera.value).toBe(true);
    await controls.flipCamera();
    expect(running()).toEqual(['mic-1', 'cam-2']);
    await controls.flipCamera();
    expect(running()).toEqual(['mic-1', 'cam-1']);
  });

  it('is the next camera of the list where the browser finds no such side', async () => {
    const { devices, media, controls, running } = setUp();
    devices.facings.set('cam-1', 'user');
    await media.open();
    await controls.flipCamera();
    expect(running()).toEqual(['mic-1', 'cam-2']);
    expect(media.problem.value).toBeNull();
  });

  it('is not offered where cameras have no sides', async () => {
    const { media, controls } = setUp();
    await media.open();
    expect(controls.canFlipCamera.value).toBe(false);
  });
});

describe('a microphone that the system holds back', () => {
  it('is let alone while it comes back by itself', async () => {
    const { devices, media, controls, clock } = setUp();
    await media.open();
    const [track] = devices.live('audio');
    track?.setMuted(true);
    await clock.advance(1_000);
    track?.setMuted(false);
    await clock.advance(10_000);
    expect(devices.live('audio')).toEqual([track]);
    expect(controls.interrupted.value).toBeNull();
  });

  it('is taken again once the page is in front', async () => {
    const { devices, media, controls, clock, page } = setUp();
    await media.open();
    page.visible.value = false;
    const [track] = devices.live('audio');
    track?.setMuted(true);
    await clock.advance(10_000);
    expect(devices.live('audio')).toEqual([track]);
    page.visible.value = true;
    await clock.advance(2_000);
    expect(devices.live('audio')).toHaveLength(1);
    expect(devices.live('audio')).not.toEqual([track]);
    expect(controls.interrupted.value).toBeNull();
  });

  it('needs a touch where taking it again does not help', async () => {
    const { devices, media, controls, clock } = setUp();
    await media.open();
    devices.bornMuted = true;
    devices.live('audio')[0]?.setMuted(true);
    await clock.advance(2_000);
    expect(controls.interrupted.value).toBe('microphone');
    devices.bornMuted = false;
    await controls.resume();
    expect(controls.interrupted.value).toBeNull();
    expect(devices.live('audio').map((track) => track.muted)).toEqual([false]);
  });

  it('is not taken again after the call', async () => {
    const { devices, media, clock } = setUp();
    await media.open();
    devices.live('audio')[0]?.setMuted(true);
    media.close();
    await clock.advance(10_000);
    expect(devices.live()).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe('permissions', () => {
  it('mend a refusal as soon as they are given, without a reload', async () => {
    const permissions = fakePermissions({ camera: 'denied', microphone: 'granted' });
    const { devices, media, running } = setUp({}, permissions);
    devices.failures.set('video', 'NotAllowedError');
    await media.open();
    expect(media.problem.value).toEqual({ kind: 'camera', cause: 'denied' });
    devices.failures.clear();
    permissions.allow('camera');
    await expect.poll(running).toEqual(['mic-1', 'cam-1']);
    expect(media.problem.value).toBeNull();
  });

  it('are named while the browser waits for an answer, and a late answer counts', async () => {
    const { devices, media, clock, running } = setUp();
    devices.holdBack();
    const opened = media.open();
    await clock.advance(14_000);
    expect(media.problem.value).toBeNull();
    await clock.advance(2_000);
    expect(media.problem.value).toEqual({ kind: 'both', cause: 'no-answer' });
    devices.letGo();
    await opened;
    expect(media.problem.value).toBeNull();
    expect(running()).toEqual(['mic-1', 'cam-1']);
  });
});
