import { describe, expect, it } from 'vitest';
import { CandidateQueue, MAX_WAITING_CANDIDATES } from './candidate-queue.ts';
import type { AppliedDescription } from './peer-connection.ts';
import { settle } from './testing/virtual-clock.ts';

const sdpOf = (...ufrags: string[]) =>
  ufrags.map((ufrag, mid) => `m=audio 9\r\na=mid:${mid}\r\na=ice-ufrag:${ufrag}\r\n`).join('');
const candidateOf = (ufrag: string, port = 1) => ({
  candidate: `candidate:1 1 udp 1 192.0.2.1 ${port} typ host ufrag ${ufrag}`,
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: ufrag,
});

function setUp() {
  const added: RTCIceCandidateInit[] = [];
  const problems: string[] = [];
  const pc = {
    remoteDescription: null as AppliedDescription | null,
    addIceCandidate: async (candidate: RTCIceCandidateInit) => {
      added.push(candidate);
    },
  };
  const queue = new CandidateQueue({ pc, onProblem: (code) => problems.push(code) });
  const apply = (...ufrags: string[]) => {
    pc.remoteDescription = { type: 'offer', sdp: sdpOf(...ufrags) };
    queue.handleRemoteDescription();
  };
  const ports = () => added.map(({ candidate }) => Number(candidate?.split(' ')[5]));
  return { pc, queue, added, problems, apply, ports };
}

describe('candidates and their description', () => {
  it('gives those that come after it to the peer connection at once', () => {
    const { queue, apply, added } = setUp();
    apply('A');
    queue.handleCandidates([candidateOf('A')]);
    expect(added).toEqual([candidateOf('A')]);
  });

  it('keeps those that come before it, and gives them in order', () => {
    const { queue, apply, added, ports } = setUp();
    queue.handleCandidates([candidateOf('A', 1), candidateOf('A', 2)]);
    queue.handleCandidates([candidateOf('A', 3)]);
    expect(added).toEqual([]);
    apply('A');
    expect(ports()).toEqual([1, 2, 3]);
    apply('A');
    expect(ports()).toEqual([1, 2, 3]);
  });

  it('keeps those of a restart until its description is there', () => {
    const { queue, apply, ports } = setUp();
    apply('A');
    queue.handleCandidates([candidateOf('B', 1), candidateOf('A', 2)]);
    expect(ports()).toEqual([2]);
    apply('B');
    expect(ports()).toEqual([2, 1]);
  });

  it('reads the generation from the candidate where it stands nowhere else', () => {
    const { queue, apply, added } = setUp();
    apply('A', 'B');
    const { candidate } = candidateOf('B');
    queue.handleCandidates([
      { candidate, usernameFragment: null },
      { candidate: candidateOf('C').candidate },
    ]);
    expect(added).toEqual([{ candidate, sdpMid: null, sdpMLineIndex: null, usernameFragment: 'B' }]);
  });

  it('takes one without any generation for the current one, and passes the end of candidates on', () => {
    const { queue, apply, added } = setUp();
    const end = { candidate: '', sdpMid: null, sdpMLineIndex: null, usernameFragment: null };
    queue.handleCandidates([end, {}]);
    expect(added).toEqual([]);
    apply('A');
    expect(added).toEqual([end, end]);
  });
});

describe('an offer that is not applied', () => {
  it('leaves its candidates waiting, and gives them when it comes again', () => {
    const { queue, apply, ports, problems } = setUp();
    apply('A');
    queue.handleCandidates([candidateOf('X', 1), candidateOf('A', 2)]);
    apply('B');
    expect(ports()).toEqual([2]);
    apply('X');
    expect(ports()).toEqual([2, 1]);
    expect(problems).toEqual([]);
  });
});

describe('what a peer can break', () => {
  it('keeps a bounded number of candidates, the newest', () => {
    const { queue, apply, ports } = setUp();
    const all = Array.from({ length: MAX_WAITING_CANDIDATES + 10 }, (_, port) => candidateOf('A', port));
    for (const candidate of all) queue.handleCandidates([candidate]);
    apply('A');
    expect(ports()).toHaveLength(MAX_WAITING_CANDIDATES);
    expect(ports()[0]).toBe(10);
  });

  it('reports a candidate that the peer connection refuses, and goes on', async () => {
    const { queue, pc, apply, problems } = setUp();
    apply('A');
    pc.addIceCandidate = () => Promise.reject(new Error('refused'));
    queue.handleCandidates([candidateOf('A', 1), candidateOf('A', 2)]);
    await settle();
    expect(problems).toEqual(['bad-candidate', 'bad-candidate']);
  });

  it('is silent about one whose generation ended while it was being added', async () => {
    const { queue, pc, apply, problems } = setUp();
    apply('A');
    pc.addIceCandidate = () => Promise.reject(new Error('unknown ufrag'));
    queue.handleCandidates([candidateOf('A', 1)]);
    apply('B');
    await settle();
    expect(problems).toEqual([]);
  });
});
