import { describe, expect, it } from 'vitest';
import { MAX_LINK_EPOCH } from '#protocol';
import {
  type HealingPolicy,
  PROMPT_MS,
  PROMPT_REBUILD_AFTER_MS,
  SLOW_DOWN_AFTER_MS,
} from './healing-policy.ts';
import { REFRESH_TIMEOUT_MS } from './ice-settings.ts';
import { MAX_MESSAGE_CHARACTERS } from './link-channel.ts';
import { FIRST_REPEAT_MS, LONGEST_REPEAT_MS } from './link-connection.ts';
import { type LinkSignal, MAX_EPOCH_STEP } from './link-signal.ts';
import { CHANNEL_LOST_GRACE_MS, DISCONNECTED_GRACE_MS } from './peer-link.ts';
import { fakeTrack } from './testing/fake-media.ts';
import { type Role, SERVERS, TwoLinks, type TwoLinksOptions } from './testing/two-links.ts';

const LONG_MS = 30_000;
/** In which the fake network notices that nothing comes any more. */
const NOTICE_MS = 3_000;

async function connected(options: TwoLinksOptions = {}): Promise<TwoLinks> {
  const links = new TwoLinks(options);
  await links.clock.advance(2_000);
  expect(links.statuses).toEqual(['connected', 'connected']);
  for (const { sent, views } of links.ends) {
    sent.length = 0;
    views.length = 0;
  }
  return links;
}

/** Whose network went, and has not come back for so long that healing is slow. */
async function failed() {
  const links = await connected();
  links.network.isUp = false;
  await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + SLOW_DOWN_AFTER_MS + 20_000);
  return links;
}

/** What a server says that is too far away, or asked by a page that is too busy. */
async function answerLate({ clock }: TwoLinks): Promise<readonly RTCIceServer[]> {
  await new Promise<void>((resolve) => clock.schedule(resolve, PROMPT_MS + 1));
  return [];
}

/** Loses the first signal that fits. */
function loseFirst(from: Role, kind: string): (sender: Role, signal: LinkSignal) => boolean {
  let isDone = false;
  return (sender, signal) => {
    const isIt =
      sender === from && kind === (signal.type === 'description' ? signal.description.type : signal.type);
    if (isDone || !isIt) return false;
    isDone = true;
    return true;
  };
}

/** A host's candidate, a relay's, and the end of them. */
const THREE_BATCHES = ['candidates', 'candidates', 'candidates'];

describe('the first connection', () => {
  it('takes one offer and one answer, and nothing more is said', async () => {
    const links = new TwoLinks();
    await links.clock.advance(LONG_MS);
    expect(links.said('polite')).toEqual(['offer 1', ...THREE_BATCHES]);
    expect(links.said('impolite')).toEqual(['answer 1', ...THREE_BATCHES]);
    for (const { problems, views } of links.ends) {
      expect(problems).toEqual([]);
      expect(views.map(({ status, path, stream }) => [status, path, stream !== null])).toEqual([
        ['connecting', null, true],
        ['connected', null, true],
        ['connected', 'direct', true],
      ]);
    }
  });

  it('has a transceiver for each thing that is sent, both ways, and person and screen in a stream each', async () => {
    const { ends } = await connected();
    for (const { pc, link } of ends) {
      const transceivers = pc.getTransceivers();
      expect(transceivers.map((one) => `${one.kind} ${one.direction}`)).toEqual([
        'audio sendrecv',
        'video sendrecv',
        'video sendrecv',
        'audio sendrecv',
      ]);
      const received = transceivers.map(({ receiver }) => receiver.track);
      expect(link.view.stream?.getTracks()).toEqual(received.slice(0, 2));
      expect(link.view.screenStream?.getTracks()).toEqual(received.slice(2));
      const [microphone, camera, screen, sound] = transceivers.map(({ streams }) => streams);
      expect(microphone).toEqual([expect.anything()]);
      expect(camera).toEqual(microphone);
      expect(screen).toEqual([expect.anything()]);
      expect(sound).toEqual(screen);
      expect(screen?.[0]).not.toBe(camera?.[0]);
    }
  });

  it.each([
    ['polite', 'offer'],
    ['impolite', 'answer'],
  ] as const)('comes about although the %s side’s %s is lost', async (from, kind) => {
    const links = new TwoLinks({ isLost: loseFirst(from, kind) });
    await links.clock.advance(FIRST_REPEAT_MS + 500);
    expect(links.statuses).toEqual(['connected', 'connected']);
    expect(links.polite.link.epoch).toBe(1);
  });

  it('comes about although all candidates of both are lost', async () => {
    const links = new TwoLinks({
      isLost: (_, signal) => signal.type === 'candidates' && links.clock.now() < 5_000,
    });
    await links.clock.advance(10_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
  });

  it('is checked without harm right after it was begun', async () => {
    const links = new TwoLinks();
    for (const { link } of links.ends) link.check();
    await links.clock.advance(LONG_MS);
    expect(links.said('polite')).toEqual(['offer 1', ...THREE_BATCHES]);
    expect(links.said('impolite')).toEqual(['answer 1', ...THREE_BATCHES]);
  });

  it('comes about at a check when the other end was away until then', async () => {
    const links = new TwoLinks();
    links.isServerAway = true;
    await links.clock.advance(20_000);
    links.isServerAway = false;
    links.impolite.link.check();
    await links.clock.advance(1_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
  });

  it('is direct or relayed, and is looked at again when asked to', async () => {
    const links = await connected();
    await links.polite.link.readStats();
    expect(links.polite.views).toEqual([]);
    for (const { link } of links.ends) link.setIceTransportPolicy('relay');
    links.polite.pc.restartIce();
    await links.clock.advance(1_000);
    await links.polite.link.readStats();
    expect(links.polite.link.view.path).toBe('relay-udp');
  });
});

describe('tracks', () => {
  const audioSent = ({ pc }: TwoLinks['polite']) => pc.getTransceivers()[0]?.track?.id ?? null;

  it('are sent by both from the beginning', async () => {
    const { polite, impolite } = await connected();
    expect([audioSent(polite), audioSent(impolite)]).toEqual(['polite microphone', 'impolite microphone']);
  });

  it('are what was set last, also before the first offer came', async () => {
    const links = new TwoLinks();
    for (const { link } of links.ends) {
      link.setTrack('audio', fakeTrack('audio', 'early'));
      link.setTrack('audio', null);
      link.setTrack('audio', fakeTrack('audio', 'last'));
    }
    await links.clock.advance(2_000);
    expect(links.ends.map(audioSent)).toEqual(['last', 'last']);
  });

  it('change without a word to the other side', async () => {
    const links = await connected();
    for (const { link, sent, pc } of links.ends) {
      link.setTrack('audio', null);
      link.setTrack('video', fakeTrack('video', 'camera'));
      link.setTrack('screen', fakeTrack('video', 'screen'));
      link.setTrack('screen-audio', fakeTrack('audio', 'sound'));
      await links.clock.advance(5_000);
      expect(pc.getTransceivers().map(({ track }) => track?.id)).toEqual([
        ...[undefined, 'camera'],
        ...['screen', 'sound'],
      ]);
      expect(sent).toEqual([]);
    }
  });

  it('are sent on by the next peer connection', async () => {
    const links = await connected();
    links.polite.link.setTrack('audio', fakeTrack('audio', 'headset'));
    links.polite.link.setTrack('screen', fakeTrack('video', 'screen'));
    links.impolite.link.rebuild();
    await links.clock.advance(2_000);
    expect(links.polite.pc.getTransceivers()[2]?.track?.id).toBe('screen');
    expect(links.ends.map(audioSent)).toEqual(['headset', 'impolite microphone']);
  });
});

describe('messages', () => {
  it('go both ways from the moment that the channel is open, and not before', async () => {
    const links = new TwoLinks();
    expect(links.polite.link.sendMessage('early')).toBe(false);
    await links.clock.advance(2_000);
    expect(links.ends.map(({ channelOpenings }) => channelOpenings)).toEqual([1, 1]);
    for (const text of ['one', 'two']) expect(links.polite.link.sendMessage(text)).toBe(true);
    links.impolite.link.sendMessage('three');
    await links.clock.advance(100);
    expect([links.polite.heard, links.impolite.heard]).toEqual([['three'], ['one', 'two']]);
  });

  it('go on after building anew, and both sides are told', async () => {
    const links = await connected();
    links.polite.link.rebuild();
    expect(links.polite.link.sendMessage('between')).toBe(false);
    await links.clock.advance(2_000);
    expect(links.ends.map(({ channelOpenings }) => channelOpenings)).toEqual([2, 2]);
    links.impolite.link.sendMessage('after');
    await links.clock.advance(100);
    expect(links.polite.heard).toEqual(['after']);
  });

  it('that are no messages of ours are not handed on', async () => {
    const { clock, polite, impolite } = await connected();
    const longest = 'x'.repeat(MAX_MESSAGE_CHARACTERS);
    for (const text of [`${longest}x`, longest]) impolite.link.sendMessage(text);
    await clock.advance(100);
    expect(polite.heard).toEqual([longest]);
  });

  it('get a new peer connection when the browser has given up their channel and media goes on', async () => {
    const { clock, polite, impolite } = await connected();
    impolite.pc.channel?.lose();
    expect(impolite.link.sendMessage('into nothing')).toBe(false);
    await clock.advance(CHANNEL_LOST_GRACE_MS - 1);
    expect(impolite.link.epoch).toBe(1);
    await clock.advance(2_000);
    expect([polite.link.epoch, impolite.link.epoch]).toEqual([2, 2]);
    expect(impolite.link.sendMessage('on the new one')).toBe(true);
  });

  it('do not bring back a link that is closed', async () => {
    const { clock, polite } = await connected();
    polite.pc.channel?.lose();
    polite.link.close();
    expect(polite.link.sendMessage('late')).toBe(false);
    await clock.advance(CHANNEL_LOST_GRACE_MS);
    expect(polite.peerConnections).toHaveLength(1);
  });
});

describe('building anew', () => {
  it.each<[string, Role[]]>([
    ['the polite side', ['polite']],
    ['the impolite side', ['impolite']],
    ['both at the same time', ['polite', 'impolite']],
  ])('by %s leads both to the next epoch, in one offer', async (_, roles) => {
    const links = await connected();
    const streams = links.ends.map(({ link }) => link.view.stream);
    for (const role of roles) links[role].link.rebuild();
    expect(links[roles[0] ?? 'polite'].link.view).toMatchObject({ status: 'recovering', path: null });
    await links.clock.advance(2_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
    expect(links.ends.map(({ link }) => link.epoch)).toEqual([2, 2]);
    expect(links.said('polite').filter((said) => said.startsWith('offer'))).toEqual(['offer 1']);
    expect(links.ends.map(({ link }) => link.view.stream)).toEqual(streams);
    for (const { peerConnections, link, pc } of links.ends) {
      expect(peerConnections.map(({ signalingState }) => signalingState)).toEqual(['closed', 'stable']);
      const received = pc.getTransceivers().map(({ receiver }) => receiver.track);
      expect(link.view.stream?.getTracks()).toEqual(received.slice(0, 2));
    }
  });

  it.each(['polite', 'impolite'] as const)(
    'by the %s side is understood although the word of it is lost',
    async (role) => {
      const links = await connected();
      links.isServerAway = true;
      links[role].link.rebuild();
      await links.clock.advance(500);
      links.isServerAway = false;
      await links.clock.advance(10_000);
      expect(links.statuses).toEqual(['connected', 'connected']);
      expect(links.ends.map(({ link }) => link.epoch)).toEqual([2, 2]);
    },
  );

  it('makes signals of the epoch before stale, and its sender is told', async () => {
    const links = await connected();
    links.impolite.link.rebuild();
    await links.clock.advance(2_000);
    const stale: LinkSignal = {
      type: 'description',
      epoch: 1,
      exchange: 7,
      description: { type: 'offer', sdp: links.polite.pc.localDescription?.sdp ?? '' },
    };
    links.impolite.sent.length = 0;
    for (let count = 0; count < 10; count += 1) links.impolite.link.handleSignal(stale);
    await links.clock.advance(500);
    expect(links.said('impolite')).toEqual(['rebuild 2']);
    expect(links.statuses).toEqual(['connected', 'connected']);
  });
});

describe('epochs of a hostile peer', () => {
  it.each([
    0,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    MAX_LINK_EPOCH + 1,
    2 + MAX_EPOCH_STEP,
  ])('refuses %d', async (epoch) => {
    const { polite, clock } = await connected();
    polite.link.handleSignal({ type: 'rebuild', epoch });
    await clock.advance(1_000);
    expect(polite.problems).toEqual(['bad-epoch']);
    expect(polite.link.epoch).toBe(1);
    expect(polite.sent).toEqual([]);
  });

  it('follows to the furthest it accepts, step by step, and stays there', async () => {
    const { polite, clock } = await connected();
    for (let epoch = 1 + MAX_EPOCH_STEP; epoch <= MAX_LINK_EPOCH; epoch += MAX_EPOCH_STEP) {
      polite.link.handleSignal({ type: 'rebuild', epoch });
      await clock.advance(500);
    }
    polite.link.handleSignal({ type: 'rebuild', epoch: MAX_LINK_EPOCH });
    polite.link.rebuild();
    expect(polite.problems).toEqual([]);
    polite.link.handleSignal({ type: 'rebuild', epoch: MAX_LINK_EPOCH + 1 });
    expect(polite.problems).toEqual(['bad-epoch']);
    expect(polite.link.epoch).toBe(MAX_LINK_EPOCH);
  });

  it('builds only so many connections because the peer says so, and goes on after a while', async () => {
    const { polite, clock } = await connected();
    for (let epoch = 2; epoch <= 100; epoch += 1) polite.link.handleSignal({ type: 'rebuild', epoch });
    expect(polite.peerConnections).toHaveLength(21);
    await clock.advance(500);
    polite.link.handleSignal({ type: 'rebuild', epoch: 100 });
    expect(polite.link.epoch).toBe(100);
    expect(polite.peerConnections).toHaveLength(22);
  });

  it('keeps one peer connection, however many epochs there were', async () => {
    const { polite } = await connected();
    for (let epoch = 2; epoch < 50; epoch += 1)
      polite.link.handleSignal({ type: 'candidates', epoch, candidates: [] });
    expect(polite.peerConnections.filter(({ signalingState }) => signalingState !== 'closed')).toEqual([
      polite.pc,
    ]);
  });
});

describe('a broken description', () => {
  it('is reported, and the connection comes about with the next one', async () => {
    let isBroken = true;
    const links = new TwoLinks({
      alter(_, signal) {
        if (!isBroken || signal.type !== 'description') return signal;
        return { ...signal, description: { ...signal.description, sdp: 'broken' } };
      },
    });
    await links.clock.advance(500);
    isBroken = false;
    await links.clock.advance(FIRST_REPEAT_MS);
    expect(links.impolite.problems).toEqual(['bad-description']);
    expect(links.statuses).toEqual(['connected', 'connected']);
  });
});

describe('healing', () => {
  it('leaves a short interruption alone', async () => {
    const links = await connected();
    links.network.isUp = false;
    await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS - 200);
    links.network.isUp = true;
    await links.clock.advance(LONG_MS);
    for (const { sent, views } of links.ends) {
      expect(sent).toEqual([]);
      expect(views).toEqual([]);
    }
  });

  it('restarts ICE at both ends at once and agrees, with fresh credentials', async () => {
    const fresh = [{ urls: 'turn:203.0.113.11', username: 'fresh', credential: 'c' }];
    const links = await connected({ refreshIceServers: async () => fresh });
    links.network.changeAddresses();
    await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + 1);
    expect(links.statuses).toEqual(['recovering', 'recovering']);
    await links.clock.advance(1_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
    for (const { pc, link, views, peerConnections } of links.ends) {
      expect(pc.configuration).toMatchObject({ iceServers: fresh, iceTransportPolicy: 'all' });
      expect(link.epoch).toBe(1);
      expect(peerConnections).toHaveLength(1);
      expect([...new Set(views.map(({ status }) => status))]).toEqual(['recovering', 'connected']);
    }
    expect(links.said('impolite').filter((said) => said.startsWith('offer'))).toEqual(['offer 1']);
    expect(links.impolite.pc.getTransceivers()[0]?.replaced).toEqual(['impolite microphone']);
    expect(links.clock.pending).toBe(0);
  });

  it('restarts ICE anew while the offer of the restart before has no answer', async () => {
    const links: TwoLinks = await connected({ refreshIceServers: () => answerLate(links) });
    links.isServerAway = true;
    links.network.changeAddresses();
    await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + 1_500);
    expect(links.ends.map(({ pc }) => pc.signalingState)).toEqual(['have-local-offer', 'have-local-offer']);
    links.network.changeAddresses();
    links.isServerAway = false;
    for (const { link } of links.ends) link.check();
    await links.clock.advance(1_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
    expect(links.ends.map(({ link }) => link.epoch)).toEqual([1, 1]);
  });

  it('builds anew at once, at both ends alike, when what was lost can be reached again', async () => {
    const links = await connected();
    links.isServerAway = true;
    links.network.isUp = false;
    await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + 10_000);
    expect(links.ends.map(({ link }) => link.epoch)).toEqual([1, 1]);
    links.network.isUp = true;
    links.network.changeAddresses();
    links.isServerAway = false;
    for (const { link } of links.ends) link.check();
    await links.clock.advance(500);
    expect(links.statuses).toEqual(['connected', 'connected']);
    expect(links.ends.map(({ link }) => link.epoch)).toEqual([2, 2]);
  });

  it('goes through relays alone when a new connection does not help either, and not longer than needed', async () => {
    const links = await connected();
    links.network.onlyRelayed = true;
    links.network.changeAddresses();
    await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + PROMPT_REBUILD_AFTER_MS + 25_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
    expect(links.ends.map(({ link }) => [link.epoch, link.view.path])).toEqual([
      [2, 'relay-udp'],
      [2, expect.anything()],
    ]);
    expect(links.polite.pc.configuration.iceTransportPolicy).toBe('all');
  });

  it('does not ask for relays that are not there', async () => {
    const policies: (string | undefined)[] = [];
    const healingPolicy: HealingPolicy = ({ attempt }) => ({
      ...{ afterMs: attempt === 0 ? 0 : 3_000, step: attempt === 0 ? 'ice-restart' : 'relay-only' },
    });
    const links = await connected({
      healingPolicy,
      refreshIceServers: async () => [{ urls: 'stun:203.0.113.10' }],
    });
    const { pc } = links.polite;
    const working = pc.setConfiguration.bind(pc);
    pc.setConfiguration = (configuration) => {
      policies.push(configuration.iceTransportPolicy);
      working(configuration);
    };
    links.network.isUp = false;
    await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + 5_000);
    expect(policies).toEqual(['all']);
  });

  it('builds anew at the second step, for which each end waits until the other has done its first', async () => {
    const links = await connected();
    links.network.isUp = false;
    await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + PROMPT_REBUILD_AFTER_MS);
    expect(links.ends.map(({ link }) => link.epoch)).toEqual([1, 1]);
    await links.clock.advance(PROMPT_REBUILD_AFTER_MS);
    expect(links.ends.map(({ link }) => link.epoch)).toEqual([2, 2]);
    links.network.isUp = true;
    await links.clock.advance(5_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
  });

  it('does not build anew so soon where the server answers late, as on a machine that is too busy', async () => {
    const links: TwoLinks = await connected({ refreshIceServers: () => answerLate(links) });
    links.network.isUp = false;
    await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + PROMPT_REBUILD_AFTER_MS + 2_000);
    expect(links.ends.map(({ link }) => link.epoch)).toEqual([1, 1]);
    await links.clock.advance(2_000);
    expect(links.ends.map(({ link }) => link.epoch)).toEqual([2, 2]);
  });

  it('builds anew, instead of restarting ICE, where the browser has gathered nothing', async () => {
    const links = await connected();
    links.network.isHidden = true;
    links.impolite.link.rebuild();
    await links.clock.advance(1_000);
    links.network.isHidden = false;
    expect(links.statuses).toEqual(['recovering', 'recovering']);
    await links.clock.advance(3_500);
    expect(links.statuses).toEqual(['connected', 'connected']);
    expect(links.ends.map(({ link }) => link.epoch)).toEqual([3, 3]);
  });

  it('says which step is being tried, and none once it is well or seldom tried', async () => {
    const links = await failed();
    const said = links.polite.views.map(({ status, step }) => `${status} ${step}`);
    const inOrder = said.filter((one, index) => one !== said[index - 1]);
    expect(inOrder.slice(0, 4)).toEqual([
      'recovering null',
      'recovering ice-restart',
      'recovering rebuild',
      'recovering ice-restart',
    ]);
    expect(inOrder.at(-1)).toBe('failed null');
    links.network.isUp = true;
    links.polite.link.check();
    await links.clock.advance(5_000);
    expect(links.ends.map(({ link }) => [link.view.status, link.view.step])).toEqual([
      ['connected', null],
      ['connected', null],
    ]);
  });

  it('is called failed after a minute, and tries again when asked to', async () => {
    const links = await failed();
    expect(links.statuses).toEqual(['failed', 'failed']);
    links.network.isUp = true;
    links.network.changeAddresses();
    await links.clock.advance(10_000);
    expect(links.statuses).toEqual(['failed', 'failed']);
    links.polite.link.check();
    expect(links.statuses).toEqual(['recovering', 'failed']);
    await links.clock.advance(2_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
  });

  it('tries again now and then, whoever asks or not', async () => {
    const links = await failed();
    links.network.isUp = true;
    links.network.changeAddresses();
    await links.clock.advance(30_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
  });

  it('takes part when the other end tries again', async () => {
    const links = await failed();
    links.network.isUp = true;
    links.network.changeAddresses();
    links.polite.link.rebuild();
    await links.clock.advance(1_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
  });

  it('keeps the peer connection as long as the server is away, and its old credentials', async () => {
    const links = await connected();
    links.isServerAway = true;
    links.network.isUp = false;
    await links.clock.advance(40_000);
    expect(links.ends.map(({ peerConnections }) => peerConnections.length)).toEqual([1, 1]);
    expect(links.polite.pc.configuration.iceServers).toEqual(SERVERS);
    expect(links.polite.problems).toContain('refresh-failed');
    links.network.isUp = true;
    await links.clock.advance(1_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
  });

  it('offers nothing from the end that waits for the first offer, however long the server is away', async () => {
    const links = new TwoLinks();
    links.isServerAway = true;
    await links.clock.advance(40_000);
    links.isServerAway = false;
    await links.clock.advance(LONGEST_REPEAT_MS);
    expect(links.statuses).toEqual(['connected', 'connected']);
    expect(links.impolite.problems).not.toContain('offer-failed');
    expect(links.impolite.problems).not.toContain('bad-description');
  });

  it('does not touch what works while the server is away', async () => {
    const links = await connected();
    links.isServerAway = true;
    for (const { link } of links.ends) link.check();
    await links.clock.advance(100_000);
    links.isServerAway = false;
    for (const { link } of links.ends) link.check();
    await links.clock.advance(LONG_MS);
    for (const { sent, views, problems } of links.ends) expect([...sent, ...views, ...problems]).toEqual([]);
  });

  it('says an offer again at a check that was lost while the connection worked', async () => {
    const links = await connected();
    links.isServerAway = true;
    links.polite.pc.restartIce();
    await links.clock.advance(1_500);
    expect(links.polite.pc.signalingState).toBe('have-local-offer');
    links.isServerAway = false;
    links.polite.link.check();
    await links.clock.advance(500);
    expect(links.polite.pc.signalingState).toBe('stable');
  });

  it('says an offer again and again, without a check, until it is heard', async () => {
    const links = await connected();
    links.isServerAway = true;
    links.polite.pc.restartIce();
    await links.clock.advance(40_000);
    links.isServerAway = false;
    links.polite.sent.length = 0;
    await links.clock.advance(LONGEST_REPEAT_MS);
    expect(links.polite.pc.signalingState).toBe('stable');
    expect(links.said('polite').filter((said) => said.startsWith('offer'))).toEqual(['offer 2']);
  });

  it('does not wait for credentials that do not come', async () => {
    const links = await connected({ refreshIceServers: () => new Promise(() => undefined) });
    links.network.changeAddresses();
    await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + REFRESH_TIMEOUT_MS + 1_000);
    expect(links.statuses).toEqual(['connected', 'connected']);
  });

  it('does not restart ICE when the connection came back while it asked for credentials', async () => {
    const links = await connected({ refreshIceServers: () => new Promise(() => undefined) });
    links.network.isUp = false;
    await links.clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + 500);
    links.network.isUp = true;
    await links.clock.advance(LONG_MS);
    for (const { sent } of links.ends) expect(sent).toEqual([]);
  });
});

describe('closing', () => {
  it('ends every timer and every word, also of what was under way', async () => {
    const links = new TwoLinks();
    await links.clock.advance(25);
    links.close();
    const before = links.ends.map(({ sent, views }) => sent.length + views.length);
    for (const { link } of links.ends) {
      link.check();
      link.rebuild();
      link.setTrack('audio', null);
      link.setIceServers([]);
      link.handleSignal({ type: 'rebuild', epoch: 2 });
      await link.readStats();
    }
    await links.clock.advance(LONG_MS);
    expect(links.ends.map(({ sent, views }) => sent.length + views.length)).toEqual(before);
    for (const { problems, peerConnections } of links.ends) {
      expect(problems).toEqual([]);
      expect(peerConnections.map(({ signalingState }) => signalingState)).toEqual(['closed']);
    }
    expect(links.clock.pending).toBe(0);
  });
});

describe('the path', () => {
  it('is told to the peer where it is relayed, and again when something may have been lost', async () => {
    const links = new TwoLinks();
    await links.clock.advance(2_000);
    const report: object[] = [];
    (await links.polite.pc.getStats()).forEach(
      (stats) => void report.push({ ...stats, candidateType: 'relay' }),
    );
    links.polite.pc.getStats = async () => report;
    await links.polite.link.readStats();
    await links.clock.advance(100);
    expect(links.impolite.link.view.path).toBe('relay-udp');
    const told = () => links.said('polite').filter((signal) => signal.startsWith('path'));
    expect(told()).toEqual(['path relay-udp']);
    await links.polite.link.readStats();
    expect(told()).toEqual(['path relay-udp']);
    links.polite.link.check();
    expect(told()).toEqual(['path relay-udp', 'path relay-udp']);
    links.polite.link.handleSignal({ type: 'path', epoch: links.polite.link.epoch, path: 'relay-tls' });
    expect(links.polite.link.view.path).toBe('relay-tls');
    links.polite.link.rebuild();
    expect(links.polite.link.view.path).toBeNull();
    links.close();
  });
});

describe('statistics', () => {
  it('are asked for once until they are there, and of another peer connection at once', async () => {
    const links = new TwoLinks();
    await links.clock.advance(2_000);
    const { link, pc } = links.impolite;
    let asked = 0;
    pc.getStats = () => {
      asked++;
      return new Promise(() => undefined);
    };
    void link.readStats();
    void link.readStats();
    expect(asked).toBe(1);
    link.rebuild();
    await links.clock.advance(2_000);
    expect(link.view).toMatchObject({ status: 'connected', path: 'direct' });
    links.close();
  });
});

describe('a connection that the browser still calls good', () => {
  async function stalled() {
    const links = new TwoLinks();
    await links.clock.advance(2_000);
    const { link, pc } = links.impolite;
    let bytesReceived = 0;
    pc.getStats = async () => [{ type: 'inbound-rtp', id: 'A', bytesReceived }];
    const look = async (bytes: number) => {
      bytesReceived += bytes * 1_000;
      await links.clock.advance(500);
      await link.watchFlow(0);
    };
    for (const bytes of [1, 1, 0, 0, 0]) await look(bytes);
    return { links, link, look };
  }

  it('is mended a second after the last byte, and well when bytes come again', async () => {
    const { links, link, look } = await stalled();
    expect(link.view.status).toBe('recovering');
    await look(1);
    expect(link.view.status).toBe('connected');
    links.close();
  });

  it('is known to be good by its sound alone, and bad a second and a half after the last of it', async () => {
    const links = new TwoLinks();
    await links.clock.advance(2_000);
    const { link, pc } = links.impolite;
    let reports = 0;
    pc.getStats = async () => {
      reports++;
      return [{ type: 'inbound-rtp', id: 'A', bytesReceived: 5_000 }];
    };
    const [microphone] = pc.getTransceivers();
    if (microphone === undefined) throw new Error('nothing was negotiated');
    const look = async (rtpTimestamp: number) => {
      microphone.sources = [{ rtpTimestamp }];
      await links.clock.advance(500);
      await link.watchFlow(0);
    };
    for (const timestamp of [960, 1_920, 2_880, 3_840]) await look(timestamp);
    expect(reports).toBe(1);
    for (let silent = 0; silent < 2; silent++) await look(3_840);
    expect(link.view.status).toBe('recovering');
    links.close();
  });

  it.each([
    [260, true],
    [900, false],
  ])('is mended where statistics take 260 ms, not where they take 900: %d', async (tookMs, isMended) => {
    const links = new TwoLinks();
    await links.clock.advance(2_000);
    const { link, pc } = links.impolite;
    let [isAsked, most] = [0, 0];
    pc.getStats = async () => {
      most = Math.max(most, ++isAsked);
      await new Promise<void>((resolve) => links.clock.schedule(resolve, tookMs));
      isAsked--;
      return [{ type: 'inbound-rtp', id: 'A', bytesReceived: 5_000 }];
    };
    const seen = new Set<string>();
    for (let round = 0; round < 20; round++) {
      void link.watchFlow(0);
      await links.clock.advance(500);
      seen.add(link.view.status);
    }
    // A machine with too much to do blames no network.
    expect(seen.has('recovering')).toBe(isMended);
    expect(most).toBe(1);
    links.close();
  });

  it('is well when the peer says that it sends nothing, and nothing is expected of it', async () => {
    const { links, link, look } = await stalled();
    link.expectMedia(false);
    expect(link.view.status).toBe('connected');
    for (const bytes of [1, 1, 0, 0, 0]) await look(bytes);
    expect(link.view.status).toBe('connected');
    links.close();
  });
});
