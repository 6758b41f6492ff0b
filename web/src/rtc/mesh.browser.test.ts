import { afterEach, expect, it, vi } from 'vitest';
import type { HealingPolicy, HealingStep } from './healing-policy.ts';
import type { LinkSignal } from './link-signal.ts';
import {
  type CallInOnePage,
  type CallOptions,
  createCallInOnePage,
  type End,
  join,
} from './testing/call-in-one-page.ts';

const WAIT = { timeout: 20_000, interval: 50 };
/** A beep each second and a picture that moves, from the browser's fake devices. */
const media = await navigator.mediaDevices.getUserMedia({
  // What the tiles play is what the microphone hears: it must not be taken for an echo.
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  video: { width: 160, height: 90 },
});
const [microphone = null] = media.getAudioTracks();
const [camera = null] = media.getVideoTracks();

let call: CallInOnePage;

afterEach(() => call.close());

function start(options: CallOptions = {}): void {
  call = createCallInOnePage(options);
  for (const { mesh } of call.ends) {
    mesh.setTrack('audio', microphone);
    mesh.setTrack('video', camera);
  }
  join(call);
}

/** The steps in their order, each a moment after the one before, and the last one again and again. */
function hasty(...steps: Exclude<HealingStep, 'slow-down'>[]): HealingPolicy {
  return ({ attempt }) => ({ afterMs: 300, step: steps[attempt] ?? steps.at(-1) ?? 'check' });
}

function current({ peerConnections }: End): RTCPeerConnection {
  const pc = peerConnections.at(-1);
  if (pc === undefined) throw new Error('no peer connection');
  return pc;
}

async function received(end: End) {
  const shown = end.tile.getVideoPlaybackQuality().totalVideoFrames;
  const screenShown = end.screenTile.getVideoPlaybackQuality().totalVideoFrames;
  const counters = { frames: 0, energy: 0, shown, screenFrames: 0, screenShown };
  (await current(end).getStats()).forEach((stats) => {
    if (stats.type !== 'inbound-rtp') return;
    if (stats.mid === '0') counters.energy = stats.totalAudioEnergy;
    else if (stats.mid === '1') counters.frames = stats.framesDecoded;
    else if (stats.mid === '2') counters.screenFrames = stats.framesDecoded;
  });
  return counters;
}

/** From now on, more comes in at both ends than had come before, and is shown. */
async function expectMediaBothWays(): Promise<void> {
  for (const end of call.ends) {
    const before = await received(end);
    await vi.waitFor(async () => {
      const { frames, energy, shown } = await received(end);
      expect(frames).toBeGreaterThan(before.frames);
      expect(energy).toBeGreaterThan(before.energy);
      expect(shown).toBeGreaterThan(before.shown);
    }, WAIT);
  }
}

async function expectConnected(): Promise<void> {
  await vi.waitFor(() => {
    for (const end of call.ends) {
      expect(end.view?.status).toBe('connected');
      expect(current(end).connectionState).toBe('connected');
      expect(current(end).signalingState).toBe('stable');
      expect(current(end).getTransceivers()).toHaveLength(4);
    }
  }, WAIT);
}

function isOffer(signal: LinkSignal): boolean {
  return signal.type === 'description' && signal.description.type === 'offer';
}

const offers = () => call.ends.flatMap(({ sent }) => sent.filter(isOffer));
const ufrag = (description: RTCSessionDescription | null) =>
  /ice-ufrag:(\S+)/.exec(description?.sdp ?? '')?.[1];

it('connects with one offer: both see and hear the other, directly', async () => {
  start();
  await expectConnected();
  await expectMediaBothWays();
  for (const end of call.ends) {
    await vi.waitFor(() => expect(end.view?.path).toBe('direct'), WAIT);
    expect(end.view?.stream?.getTracks().map(({ kind }) => kind)).toEqual(['audio', 'video']);
    expect(end.problems).toEqual([]);
    // Microphone and camera are named as one stream, or they would not be played in step.
    const streams = [...(current(end).localDescription?.sdp.matchAll(/^a=msid:(\S+) /gm) ?? [])];
    const [person, , screen] = streams.map(([, id]) => id);
    expect(streams.map(([, id]) => id)).toEqual([person, person, screen, screen]);
    expect([person, screen]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
    expect(screen).not.toBe(person);
  }
  expect(offers()).toHaveLength(1);
});

it('sends and stops sending without a negotiation, also after it began with nothing to send', async () => {
  call = createCallInOnePage();
  join(call);
  await expectConnected();
  for (const { mesh } of call.ends) {
    mesh.setTrack('audio', microphone);
    mesh.setTrack('video', camera);
  }
  await expectMediaBothWays();
  for (const { mesh } of call.ends) mesh.setTrack('video', null);
  await vi.waitFor(async () => {
    const before = await received(call.polite);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await received(call.polite)).frames).toBe(before.frames);
  }, WAIT);
  for (const { mesh } of call.ends) mesh.setTrack('video', camera);
  await expectMediaBothWays();
  expect(offers()).toHaveLength(1);
});

it('shares a screen beside the camera without a negotiation, from either side, and on the next connection', async () => {
  start();
  await expectConnected();
  const expectScreens = async () => {
    for (const end of call.ends) {
      const before = await received(end);
      await vi.waitFor(async () => {
        const now = await received(end);
        expect(now.screenFrames).toBeGreaterThan(before.screenFrames);
        expect(now.screenShown).toBeGreaterThan(before.screenShown);
      }, WAIT);
    }
  };
  for (const { mesh } of call.ends) mesh.setTrack('screen', camera?.clone() ?? null);
  await expectScreens();
  await expectMediaBothWays();
  expect(offers()).toHaveLength(1);
  call.impolite.mesh.rebuild('other');
  await vi.waitFor(() => expect(call.polite.peerConnections).toHaveLength(2), WAIT);
  await expectConnected();
  await expectScreens();
  for (const { mesh } of call.ends) mesh.setTrack('screen', null);
  await vi.waitFor(async () => {
    const before = await received(call.polite);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await received(call.polite)).screenFrames).toBe(before.screenFrames);
  }, WAIT);
  await expectMediaBothWays();
  expect(offers()).toHaveLength(2);
});

it('carries messages both ways, in order, and goes on after both have built anew', async () => {
  call = createCallInOnePage();
  join(call);
  const talk = async (count: number) => {
    await vi.waitFor(() => {
      for (const { channelOpenings } of call.ends) expect(channelOpenings).toBe(count);
    }, WAIT);
    for (const { mesh } of call.ends)
      for (const text of ['one', '二', '👋']) expect(mesh.sendMessage('other', text)).toBe(true);
    await vi.waitFor(() => {
      for (const { heard } of call.ends) expect(heard.splice(0)).toEqual(['one', '二', '👋']);
    }, WAIT);
  };
  await talk(1);
  expect(offers()).toHaveLength(1);
  for (const { mesh } of call.ends) mesh.rebuild('other');
  await talk(2);
  expect(call.ends.flatMap(({ problems }) => problems)).toEqual([]);
});

it('gets a new channel when the browser has ended the old one and media goes on', async () => {
  start();
  await expectConnected();
  await vi.waitFor(() => expect(call.polite.mesh.sendMessage('other', 'one')).toBe(true), WAIT);
  call.polite.closeChannel();
  expect(call.polite.mesh.sendMessage('other', 'lost')).toBe(false);
  await vi.waitFor(() => expect(call.polite.mesh.sendMessage('other', 'two')).toBe(true), WAIT);
  await vi.waitFor(() => expect(call.impolite.heard).toEqual(['one', 'two']), WAIT);
  await expectMediaBothWays();
});

it('builds anew on both sides at once, and the tiles go on', async () => {
  start();
  await expectConnected();
  await expectMediaBothWays();
  const streams = call.ends.map(({ view }) => view?.stream);
  for (const { mesh } of call.ends) mesh.rebuild('other');
  await vi.waitFor(
    () => expect(call.ends.map(({ peerConnections }) => peerConnections.length)).toEqual([2, 2]),
    WAIT,
  );
  await expectConnected();
  await expectMediaBothWays();
  expect(call.ends.map(({ view }) => view?.stream)).toEqual(streams);
  expect(offers()).toHaveLength(2);
});

it('restarts ICE on both sides at once', async () => {
  start();
  await expectConnected();
  const before = call.ends.map((end) => ufrag(current(end).localDescription));
  for (const end of call.ends) current(end).restartIce();
  await vi.waitFor(() => expect(offers().length).toBeGreaterThan(2), WAIT);
  await expectConnected();
  await expectMediaBothWays();
  const [polite, impolite] = [current(call.polite), current(call.impolite)];
  expect(before).not.toContain(ufrag(polite.localDescription));
  expect(before).not.toContain(ufrag(impolite.localDescription));
  expect(ufrag(polite.localDescription)).toBe(ufrag(impolite.remoteDescription));
  expect(ufrag(impolite.localDescription)).toBe(ufrag(polite.remoteDescription));
  for (const { problems, peerConnections } of call.ends) {
    expect(problems).toEqual([]);
    expect(peerConnections).toHaveLength(1);
  }
});

it.each(['offer', 'answer'] as const)(
  'connects at a check when everything from the %s on was lost',
  async (type) => {
    call = createCallInOnePage();
    let isCut = false;
    call.isLost = (signal) => {
      if (signal.type === 'description' && signal.description.type === type) isCut = true;
      return isCut;
    };
    join(call);
    await vi.waitFor(() => expect(isCut).toBe(true), WAIT);
    call.isLost = () => false;
    for (const { mesh } of call.ends) mesh.checkAll();
    await expectConnected();
    expect(call.ends.flatMap(({ problems }) => problems)).toEqual([]);
  },
);

it('heals when a peer connection dies: through relays that do not answer, then by building anew', async () => {
  const nowhere = [{ urls: ['turn:127.0.0.1:9?transport=udp'], username: 'u', credential: 'c' }];
  start({ healingPolicy: hasty('ice-restart', 'relay-only', 'rebuild'), iceServers: nowhere });
  await expectConnected();
  // Silence is noticed where something was heard.
  await expectMediaBothWays();
  current(call.polite).close();
  await vi.waitFor(() => expect(call.impolite.view?.status).toBe('recovering'), WAIT);
  await expectConnected();
  await expectMediaBothWays();
});

it('sends next to nothing while nobody speaks, and the sound when somebody does', async () => {
  start();
  await expectConnected();
  await expectMediaBothWays();
  const end = call.polite;
  const sound = async () => {
    for (const stats of (await current(end).getStats()).values())
      if (stats.type === 'outbound-rtp' && stats.mid === '0')
        return { packets: stats.packetsSent as number, atMs: stats.timestamp as number };
    throw new Error('no sound is sent');
  };
  if (microphone !== null) microphone.enabled = false;
  try {
    let before = await sound();
    await vi.waitFor(
      async () => {
        const now = await sound();
        const perSecond = ((now.packets - before.packets) / (now.atMs - before.atMs)) * 1_000;
        before = now;
        expect(perSecond).toBeLessThan(10);
      },
      { ...WAIT, interval: 1_000 },
    );
  } finally {
    if (microphone !== null) microphone.enabled = true;
  }
  await expectMediaBothWays();
});
