import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type HealingPolicy, nextHealingStep } from './healing-policy.ts';
import { fakeTrack } from './testing/fake-media.ts';
import { pseudoRandom } from './testing/pseudo-random.ts';
import { type Role, TwoLinks } from './testing/two-links.ts';

type Event =
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'server' | 'network'; readonly up: boolean }
  | { readonly type: 'addresses' | 'relays' }
  | { readonly type: 'screen' | 'channel'; readonly role: Role }
  | { readonly type: 'track' | 'restart' | 'servers' | 'rebuild' | 'check'; readonly role: Role };

const wait = fc.record({
  type: fc.constant('wait'),
  ms: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 20_000 })),
});
const role = fc.constantFrom<Role>('polite', 'impolite');
const calmEvent: fc.Arbitrary<Event> = fc.oneof(
  wait,
  fc.record({ type: fc.constantFrom('track', 'screen', 'restart', 'servers'), role }),
);
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: calmEvent },
  fc.record({ type: fc.constantFrom('server', 'network'), up: fc.boolean() }),
  fc.record({ type: fc.constantFrom('addresses', 'relays') }),
  fc.record({ type: fc.constantFrom('rebuild', 'check', 'channel'), role }),
);
/** Building anew mends whatever else is wrong; without it the rest must be right by itself. */
const restartsOnly: HealingPolicy = ({ attempt }) => ({
  afterMs: attempt === 0 ? 0 : 3_000,
  step: 'ice-restart',
});
const policy = fc.constantFrom(nextHealingStep, restartsOnly);
const RUNS = { numRuns: 1_500 };
const many = { maxLength: 30, size: 'max' } as const;

async function happen(links: TwoLinks, event: Event, count: number): Promise<void> {
  switch (event.type) {
    case 'wait':
      return links.clock.advance(event.ms);
    case 'server':
      links.isServerAway = !event.up;
      return;
    case 'network':
      links.network.isUp = event.up;
      return;
    case 'addresses':
      return links.network.changeAddresses();
    case 'relays':
      links.network.onlyRelayed = !links.network.onlyRelayed;
      return;
    case 'rebuild':
      return links[event.role].link.rebuild();
    case 'check':
      return links[event.role].link.check();
    case 'servers':
      return links[event.role].link.setIceServers([]);
    case 'restart':
      return links[event.role].pc.restartIce();
    case 'channel':
      return links[event.role].pc.channel?.lose();
    case 'screen': {
      const end = links[event.role];
      end.screen = count % 3 === 0 ? null : fakeTrack('video', `screen ${count}`);
      return end.link.setTrack('screen', end.screen);
    }
    case 'track': {
      const track = count % 3 === 0 ? null : fakeTrack('audio', `${count}`);
      return links[event.role].link.setTrack('audio', track);
    }
  }
}

/** Both agree about everything, there is nothing left over, and nothing more is said. */
async function expectAgreement(links: TwoLinks): Promise<void> {
  const { polite, impolite, ends } = links;
  expect(links.statuses).toEqual(['connected', 'connected']);
  expect(polite.link.epoch).toBe(impolite.link.epoch);
  expect([polite.pc.signalingState, impolite.pc.signalingState]).toEqual(['stable', 'stable']);
  expect(polite.pc.currentUfrags.local).toBe(impolite.pc.currentUfrags.remote);
  expect(impolite.pc.currentUfrags.local).toBe(polite.pc.currentUfrags.remote);
  for (const { pc, link, peerConnections, screen } of ends) {
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
    expect(transceivers[2]?.track ?? null).toBe(screen);
    expect(peerConnections.filter(({ signalingState }) => signalingState !== 'closed')).toEqual([pc]);
  }
  for (const [text, from, to] of [
    ['there', polite, impolite],
    ['and back', impolite, polite],
  ] as const) {
    expect(from.link.sendMessage(text)).toBe(true);
    await links.clock.advance(100);
    expect(to.heard).toEqual([text]);
  }
  const before = ends.map(({ sent }) => sent.length);
  await links.clock.advance(60_000);
  expect(ends.map(({ sent }) => sent.length)).toEqual(before);
  links.close();
  expect(links.clock.pending).toBe(0);
}

it('agrees within half a minute after a check, whatever was lost before', async () => {
  const property = async (
    events: readonly Event[],
    seed: number,
    initialLoss: number,
    healingPolicy: HealingPolicy,
  ) => {
    const random = pseudoRandom(seed);
    let loss = initialLoss;
    const links = new TwoLinks({
      operationMs: () => Math.floor(random() * 30),
      latencyMs: () => Math.floor(random() * 300),
      isLost: () => random() < loss,
      healingPolicy,
    });
    for (const [count, event] of events.entries()) await happen(links, event, count);
    loss = 0;
    links.isServerAway = false;
    links.network.isUp = true;
    links.network.onlyRelayed = false;
    for (const { link } of links.ends) link.check();
    await links.clock.advance(30_000);
    await expectAgreement(links);
  };
  const anyLoss = fc.double({ min: 0, max: 1, noNaN: true });
  await fc.assert(fc.asyncProperty(fc.array(anyEvent, many), fc.integer(), anyLoss, policy, property), RUNS);
});

it('agrees within two seconds and without building anew, where nothing is lost', async () => {
  const property = async (events: readonly Event[], seed: number) => {
    const random = pseudoRandom(seed);
    const links = new TwoLinks({
      operationMs: () => Math.floor(random() * 30),
      latencyMs: () => Math.floor(random() * 100),
    });
    await links.clock.advance(500);
    for (const [count, event] of events.entries()) await happen(links, event, count);
    await links.clock.advance(2_000);
    await expectAgreement(links);
    expect(links.polite.link.epoch).toBe(1);
    for (const { problems, views } of links.ends) {
      expect(problems).toEqual([]);
      expect(views.map(({ status }) => status)).not.toContain('recovering');
    }
    const offers = links.ends.flatMap(({ sent }) => sent.filter(isOffer));
    const restarts = events.filter(({ type }) => type === 'restart');
    // One, and for each restart one, and one more where it lost a collision.
    expect(offers.length).toBeLessThanOrEqual(1 + 2 * restarts.length);
  };
  await fc.assert(fc.asyncProperty(fc.array(calmEvent, many), fc.integer(), property), RUNS);
});

function isOffer(signal: TwoLinks['polite']['sent'][number]): boolean {
  return signal.type === 'description' && signal.description.type === 'offer';
}
