import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../rtc/testing/virtual-clock.ts';
import { NETWORK_LIMIT_MS, probeNetwork } from './probe-network.ts';
import { type FakeServer, FakeTurn } from './testing/fake-turn.ts';

const TURN_URLS = [
  'turn:turn.example.org:3478?transport=udp',
  'turn:turn.example.org:443?transport=udp',
  'turn:turn.example.org:3478?transport=tcp',
  'turns:turn.example.org:443?transport=tcp',
];
const ASKED = 'stun:turn.example.org:3478 stun:turn.example.org:443';
const HOST = { afterMs: 1, candidate: 'candidate:1 1 udp 1 a.local 50000 typ host' };
const REFLEXIVE = {
  afterMs: 40,
  candidate: 'candidate:2 1 udp 1 203.0.113.9 61000 typ srflx raddr 0.0.0.0 rport 0',
};
const END = { afterMs: 90, candidate: null };

let clock: VirtualClock;
let controller: AbortController;

beforeEach(() => {
  clock = new VirtualClock();
  controller = new AbortController();
});

function begin(gathered: FakeServer['gathered'], { turnUrls = TURN_URLS, tellsErrors = true } = {}) {
  const turn = new FakeTurn(clock, { [ASKED]: { gathered } });
  const result = probeNetwork({
    ...{ turnUrls, tellsErrors, clock, signal: controller.signal },
    createPeerConnection: turn.createPeerConnection,
    report(error) {
      throw error;
    },
  });
  return { turn, result };
}

describe('the network', () => {
  it('is asked through every port of the server over UDP, and through nothing else', async () => {
    const { turn, result } = begin([HOST, REFLEXIVE, END]);
    await clock.advance(100);
    expect(await result).toEqual({ reflexive: true, natMapping: 'same-for-all-ports' });
    expect(turn.connections.map(({ configuration }) => configuration)).toEqual([
      { iceServers: [{ urls: ASKED.split(' ') }] },
    ]);
    expect(turn.isAllClosed).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('is not asked where there is nobody to ask over UDP', async () => {
    const { turn, result } = begin([], { turnUrls: TURN_URLS.slice(2) });
    expect(await result).toEqual({ reflexive: null, natMapping: 'unknown' });
    expect(turn.connections).toEqual([]);
  });

  it('lets nothing back where every port is silent until the limit', async () => {
    const { turn, result } = begin([HOST]);
    await clock.advance(NETWORK_LIMIT_MS);
    expect(await result).toEqual({ reflexive: false, natMapping: 'unknown' });
    expect(turn.isAllClosed).toBe(true);
  });

  it('has a mapping that is unknown where one port is silent, unless the browser asked by the wrong family', async () => {
    const error = { errorCode: 701, errorText: 'STUN binding request timed out.' };
    const silent = begin([HOST, REFLEXIVE, { afterMs: 50, error }, END]);
    const wrong = { errorCode: 701, errorText: 'STUN server address is incompatible.' };
    const mixed = begin([HOST, REFLEXIVE, { afterMs: 50, error: wrong }, END]);
    await clock.advance(100);
    expect((await silent.result).natMapping).toBe('unknown');
    expect((await mixed.result).natMapping).toBe('same-for-all-ports');
  });

  it('has a mapping that is unknown where the browser does not tell who was silent', async () => {
    const { result } = begin([HOST, REFLEXIVE, END], { tellsErrors: false });
    await clock.advance(100);
    expect(await result).toEqual({ reflexive: true, natMapping: 'unknown' });
  });

  it('is let go when the look is aborted', async () => {
    const { turn, result } = begin([HOST]);
    controller.abort();
    expect(await result).toEqual({ reflexive: null, natMapping: 'unknown' });
    expect(turn.isAllClosed).toBe(true);
  });
});
