import { describe, expect, it } from 'vitest';
import { PROMPT_MS, PROMPT_REBUILD_AFTER_MS } from './healing-policy.ts';
import type { LinkSignal } from './link-signal.ts';
import type { LinkView } from './link-view.ts';
import { createMesh, type Mesh, STATS_INTERVAL_MS } from './mesh.ts';
import { DISCONNECTED_GRACE_MS } from './peer-link.ts';
import { fakeStream, fakeTrack } from './testing/fake-media.ts';
import { FakeNetwork } from './testing/fake-network.ts';
import { FakePeerConnection } from './testing/fake-peer-connection.ts';
import { VirtualClock } from './testing/virtual-clock.ts';

interface Person {
  readonly mesh: Mesh;
  readonly peerConnections: FakePeerConnection[];
  readonly views: Map<string, LinkView>;
  readonly sent: { readonly to: string; readonly signal: LinkSignal }[];
  readonly heard: string[];
  refreshes: number;
}

const LATENCY_MS = 20;
/** In which the fake network notices that nothing comes any more. */
const NOTICE_MS = 3_000;
const FRESH = [{ urls: ['turn:203.0.113.10:3478'], username: 'fresh', credential: 'c' }];

/** A room: everybody hears everybody, by id. `answerMs`: how long the server takes to answer. */
function setUp({ answerMs = LATENCY_MS } = {}) {
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const people = new Map<string, Person>();
  const enter = (id: string): Person => {
    const peerConnections: FakePeerConnection[] = [];
    const person: Person = {
      ...{ peerConnections, views: new Map(), sent: [], heard: [], refreshes: 0 },
      mesh: createMesh({
        createPeerConnection(configuration) {
          const pc = new FakePeerConnection({ network, configuration, operationMs: () => 1 });
          peerConnections.push(pc);
          return pc;
        },
        receivableCodecs: () => [],
        createStream: fakeStream,
        clock,
        refreshIceServers() {
          person.refreshes += 1;
          return new Promise((resolve) => clock.schedule(() => resolve(FRESH), answerMs));
        },
        send(to, signal) {
          person.sent.push({ to, signal });
          clock.schedule(() => people.get(to)?.mesh.handleSignal(id, signal), LATENCY_MS);
        },
        onLink: (peerId, view) => person.views.set(peerId, view),
        onDetails: () => undefined,
        onVideoPaused: () => undefined,
        onChannelOpen: (peerId) => person.mesh.sendMessage(peerId, `hello from ${id}`),
        onMessage: (peerId, text) => person.heard.push(`${peerId}: ${text}`),
        onProblem: (_peerId, code, error) => {
          throw new Error(code, { cause: error });
        },
      }),
    };
    for (const [otherId, other] of people) {
      other.mesh.add(id, { polite: otherId > id });
      person.mesh.add(otherId, { polite: id > otherId });
    }
    people.set(id, person);
    return person;
  };
  const statuses = (person: Person) => [...person.views].map(([id, { status }]) => `${id} ${status}`).sort();
  return { clock, network, people, enter, statuses };
}

it('connects everybody with everybody', async () => {
  const { clock, enter, statuses } = setUp();
  const [anna, ben, cleo] = [enter('anna'), enter('ben'), enter('cleo')];
  await clock.advance(2_000);
  expect(statuses(anna)).toEqual(['ben connected', 'cleo connected']);
  expect(statuses(ben)).toEqual(['anna connected', 'cleo connected']);
  expect(statuses(cleo)).toEqual(['anna connected', 'ben connected']);
  expect(anna.peerConnections).toHaveLength(2);
  expect(anna.heard.sort()).toEqual(['ben: hello from ben', 'cleo: hello from cleo']);
});

describe('peers', () => {
  it('that are not in the mesh are not heard', async () => {
    const { clock, enter } = setUp();
    const anna = enter('anna');
    const signal: LinkSignal = { type: 'rebuild', epoch: 1 };
    anna.mesh.handleSignal('nobody', signal);
    anna.mesh.check('nobody');
    anna.mesh.rebuild('nobody');
    anna.mesh.remove('nobody');
    await clock.advance(1_000);
    expect(anna.peerConnections).toEqual([]);
    expect(anna.sent).toEqual([]);
  });

  it('that are added twice have one peer connection', async () => {
    const { enter } = setUp();
    const anna = enter('anna');
    anna.mesh.add('ben', { polite: false });
    anna.mesh.add('ben', { polite: true });
    expect(anna.peerConnections).toHaveLength(1);
  });

  it('that are removed are closed and heard no more', async () => {
    const { clock, enter } = setUp();
    const [anna, ben] = [enter('anna'), enter('ben')];
    await clock.advance(2_000);
    anna.mesh.remove('ben');
    anna.views.clear();
    ben.mesh.rebuild('anna');
    await clock.advance(2_000);
    expect(anna.peerConnections.map(({ signalingState }) => signalingState)).toEqual(['closed']);
    expect(anna.views.size).toBe(0);
  });

  it('that are another page load begin from the first epoch', async () => {
    const { clock, people, enter, statuses } = setUp();
    const [anna, ben] = [enter('anna'), enter('ben')];
    anna.mesh.rebuild('ben');
    await clock.advance(2_000);
    const stream = anna.views.get('ben')?.stream;
    ben.mesh.close();
    people.delete('ben');
    anna.mesh.replace('ben', { polite: false });
    const again = enter('ben');
    await clock.advance(2_000);
    expect(statuses(anna)).toEqual(['ben connected']);
    expect(statuses(again)).toEqual(['anna connected']);
    expect(again.sent.every(({ signal }) => signal.epoch === 1)).toBe(true);
    expect(anna.views.get('ben')?.stream).not.toBe(stream);
  });
});

describe('what is set for all', () => {
  it('reaches those who are there and those who come later', async () => {
    const { clock, enter } = setUp();
    const [anna] = [enter('anna'), enter('ben')];
    anna.mesh.setIceServers(FRESH);
    anna.mesh.setIceTransportPolicy('relay');
    anna.mesh.setTrack('video', fakeTrack('video', 'camera'));
    enter('cleo');
    await clock.advance(2_000);
    expect(anna.peerConnections).toHaveLength(2);
    for (const pc of anna.peerConnections) {
      expect(pc.configuration).toMatchObject({ iceServers: FRESH, iceTransportPolicy: 'relay' });
      expect(pc.getTransceivers().map(({ track }) => track?.id ?? null)).toEqual([
        null,
        'camera',
        null,
        null,
      ]);
    }
  });
});

describe('healing', () => {
  it('asks for fresh credentials once for all links, and hands them to all', async () => {
    const { clock, network, enter, statuses } = setUp();
    const [anna] = [enter('anna'), enter('ben'), enter('cleo')];
    await clock.advance(2_000);
    network.changeAddresses();
    anna.mesh.checkAll();
    await clock.advance(6_000);
    expect(anna.refreshes).toBe(1);
    expect(statuses(anna)).toEqual(['ben connected', 'cleo connected']);
    enter('dora');
    for (const pc of anna.peerConnections) expect(pc.configuration.iceServers).toEqual(FRESH);
    network.changeAddresses();
    await clock.advance(6_000);
    expect(anna.refreshes).toBe(2);
  });

  it('takes a late answer for late, also where it was asked for by the step before', async () => {
    const { clock, network, enter } = setUp({ answerMs: PROMPT_REBUILD_AFTER_MS + PROMPT_MS - 100 });
    const [anna] = [enter('anna'), enter('ben'), enter('cleo')];
    await clock.advance(2_000);
    network.isUp = false;
    await clock.advance(NOTICE_MS + DISCONNECTED_GRACE_MS + 2_000);
    expect(anna.peerConnections).toHaveLength(2);
    await clock.advance(3_000);
    expect(anna.peerConnections).toHaveLength(4);
  });

  it('builds one link anew and leaves the others alone', async () => {
    const { clock, enter, statuses } = setUp();
    const [anna, , cleo] = [enter('anna'), enter('ben'), enter('cleo')];
    await clock.advance(2_000);
    cleo.sent.length = 0;
    anna.mesh.rebuild('ben');
    await clock.advance(2_000);
    expect(statuses(anna)).toEqual(['ben connected', 'cleo connected']);
    expect(cleo.sent).toEqual([]);
  });
});

describe('the path', () => {
  it('is read again while a connection lasts', async () => {
    const { clock, enter } = setUp();
    const [anna] = [enter('anna'), enter('ben')];
    await clock.advance(1_000);
    expect(anna.views.get('ben')?.path).toBe('direct');
    const [pc] = anna.peerConnections;
    if (pc === undefined) throw new Error('no peer connection');
    await clock.advance(STATS_INTERVAL_MS);
    const report = await pc.getStats();
    const relayed: object[] = [];
    report.forEach((stats) => void relayed.push({ ...stats, candidateType: 'relay' }));
    pc.getStats = async () => relayed;
    await clock.advance(STATS_INTERVAL_MS);
    expect(anna.views.get('ben')?.path).toBe('relay-udp');
  });
});

it('leaves nothing behind when it is closed', async () => {
  const { clock, people, enter } = setUp();
  for (const id of ['anna', 'ben', 'cleo']) enter(id);
  await clock.advance(15);
  for (const { mesh } of people.values()) mesh.close();
  await clock.advance(LATENCY_MS);
  expect(clock.pending).toBe(0);
  for (const { peerConnections } of people.values())
    expect(peerConnections.map(({ signalingState }) => signalingState)).toEqual(['closed', 'closed']);
});
