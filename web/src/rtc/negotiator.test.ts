import { describe, expect, it } from 'vitest';
import type { SessionDescription } from './link-signal.ts';
import { Negotiator } from './negotiator.ts';
import { FakeNetwork } from './testing/fake-network.ts';
import { FakePeerConnection } from './testing/fake-peer-connection.ts';
import { VirtualClock } from './testing/virtual-clock.ts';

interface Sent {
  readonly description: SessionDescription;
  readonly exchange: number;
}

/** Time passes only inside operations: one takes a millisecond. */
function setUp() {
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const createEnd = (polite: boolean) => {
    const pc = new FakePeerConnection({ network, operationMs: () => 1 });
    const sent: Sent[] = [];
    const log: string[] = [];
    const negotiator = new Negotiator({
      ...{ polite, pc },
      send(description, exchange) {
        sent.push({ description, exchange });
        log.push(`sends ${description.type} ${exchange}`);
      },
      onRemoteDescription: () => log.push(`applied in ${pc.signalingState}`),
      onProblem: (code) => log.push(code),
    });
    pc.addEventListener('negotiationneeded', () => void negotiator.handleNegotiationNeeded());
    return { pc, negotiator, sent, log };
  };
  const polite = createEnd(true);
  const impolite = createEnd(false);
  /** Hands what one end has sent and not handed over before to the other. */
  const carry = async (from: typeof polite, to: typeof polite) => {
    for (const { description, exchange } of from.sent.splice(0))
      void to.negotiator.handleDescription(description, exchange);
    await clock.advance(50);
  };
  const connect = async () => {
    impolite.pc.addTransceiver('audio');
    await clock.advance(50);
    const [offer] = impolite.sent;
    await carry(impolite, polite);
    for (const transceiver of polite.pc.getTransceivers()) transceiver.direction = 'sendrecv';
    await carry(polite, impolite);
    await carry(polite, impolite);
    await carry(impolite, polite);
    polite.log.length = 0;
    impolite.log.length = 0;
    if (offer === undefined) throw new Error('there was no offer');
    return offer.description;
  };
  return { clock, polite, impolite, carry, connect };
}

const BROKEN = { type: 'offer', sdp: 'broken' } as const;

describe('one side offers', () => {
  it('offers when negotiation is needed, and the other answers after the hook for its transceivers', async () => {
    const { clock, polite, impolite, carry } = setUp();
    impolite.pc.addTransceiver('audio');
    await clock.advance(50);
    await carry(impolite, polite);
    await carry(polite, impolite);
    expect(impolite.log).toEqual(['sends offer 1', 'applied in stable']);
    expect(polite.log).toEqual(['applied in have-remote-offer', 'sends answer 1']);
    expect([polite.pc.signalingState, impolite.pc.signalingState]).toEqual(['stable', 'stable']);
  });

  it('offers once when negotiation becomes needed twice before the first offer is made', async () => {
    const { clock, impolite } = setUp();
    impolite.pc.addTransceiver('audio');
    impolite.pc.addTransceiver('video');
    void impolite.negotiator.handleNegotiationNeeded();
    await clock.advance(50);
    expect(impolite.log).toEqual(['sends offer 1']);
  });
});

describe('a collision', () => {
  async function collide() {
    const parts = setUp();
    await parts.connect();
    parts.polite.pc.restartIce();
    parts.impolite.pc.restartIce();
    await parts.clock.advance(50);
    return parts;
  }

  it('is won by the impolite side, and the polite one gives way', async () => {
    const { polite, impolite, carry } = await collide();
    await carry(polite, impolite);
    expect(impolite.log).toEqual([expect.stringMatching(/^sends offer/)]);
    await carry(impolite, polite);
    expect(polite.log.slice(1)).toEqual([
      'applied in have-remote-offer',
      expect.stringMatching(/^sends answer/),
    ]);
    await carry(polite, impolite);
    expect([polite.pc.signalingState, impolite.pc.signalingState]).toEqual(['stable', 'stable']);
    expect(polite.pc.currentUfrags.local).toBe(impolite.pc.currentUfrags.remote);
    // The restart that the polite side wanted came with its answer: it does not offer again.
    expect(polite.sent).toEqual([]);
  });

  it('is won by the impolite side in the other order of arrival too', async () => {
    const { polite, impolite, carry } = await collide();
    await carry(impolite, polite);
    await carry(polite, impolite);
    expect([polite.pc.signalingState, impolite.pc.signalingState]).toEqual(['stable', 'stable']);
    expect(impolite.log.slice(1)).toEqual(['applied in stable']);
  });

  it('is noticed while the own offer is still being made', async () => {
    const { clock, polite, impolite, connect } = setUp();
    await connect();
    polite.pc.restartIce();
    await clock.advance(50);
    const [offer] = polite.sent.splice(0);
    impolite.pc.restartIce();
    void impolite.negotiator.handleNegotiationNeeded();
    if (offer) void impolite.negotiator.handleDescription(offer.description, offer.exchange);
    await clock.advance(50);
    expect(impolite.log).toEqual([expect.stringMatching(/^sends offer/)]);
  });

  it('is not given way to by the first offer, which the other end has answered already', async () => {
    const { clock, polite, impolite } = setUp();
    polite.pc.addTransceiver('audio');
    await clock.advance(50);
    const [offer] = polite.sent;
    if (offer) void impolite.negotiator.handleDescription(offer.description, offer.exchange);
    await clock.advance(50);
    impolite.pc.restartIce();
    await clock.advance(50);
    const [, own] = impolite.sent;
    expect(own?.description.type).toBe('offer');
    if (own) void polite.negotiator.handleDescription(own.description, own.exchange);
    await clock.advance(50);
    expect(polite.log).toEqual(['sends offer 1']);
    expect(polite.pc.getTransceivers()).toHaveLength(1);
  });

  it('gives the polite side its turn afterwards, when it wanted more than the answer could give', async () => {
    const { clock, polite, impolite, carry, connect } = setUp();
    await connect();
    polite.pc.addTransceiver('video');
    impolite.pc.restartIce();
    await clock.advance(50);
    await carry(polite, impolite);
    await carry(impolite, polite);
    await carry(polite, impolite);
    await carry(impolite, polite);
    expect(impolite.pc.getTransceivers()).toHaveLength(2);
    expect([polite.pc.signalingState, impolite.pc.signalingState]).toEqual(['stable', 'stable']);
  });
});

describe('signals that are repeated or late', () => {
  it('makes one answer after the other to two offers in a row', async () => {
    const { clock, polite, impolite } = setUp();
    impolite.pc.addTransceiver('audio');
    await clock.advance(50);
    void impolite.negotiator.repeatOffer();
    await clock.advance(50);
    expect(impolite.log).toEqual(['sends offer 1', 'sends offer 1']);
    for (const { description, exchange } of impolite.sent)
      void polite.negotiator.handleDescription(description, exchange);
    await clock.advance(50);
    expect(polite.log).toEqual([
      'applied in have-remote-offer',
      'sends answer 1',
      'applied in have-remote-offer',
      'sends answer 1',
    ]);
  });

  it('answers a repeated offer without giving up an own offer made since, and says that again', async () => {
    const { clock, polite, connect } = setUp();
    const offer = await connect();
    polite.pc.restartIce();
    await clock.advance(50);
    void polite.negotiator.handleDescription(offer, 1);
    await clock.advance(50);
    expect(polite.log).toEqual(['sends offer 2', 'sends answer 1', 'sends offer 2']);
    expect(polite.pc.signalingState).toBe('have-local-offer');
  });

  it('ignores an answer when none is awaited', async () => {
    const { clock, polite, impolite, connect } = setUp();
    await connect();
    const answer = { type: 'answer', sdp: polite.pc.localDescription?.sdp ?? '' } as const;
    void impolite.negotiator.handleDescription(answer, 1);
    await clock.advance(50);
    expect(impolite.log).toEqual([]);
  });

  it('ignores the answer to an offer that another has replaced', async () => {
    const { clock, polite, impolite, carry } = setUp();
    impolite.pc.addTransceiver('audio');
    await clock.advance(50);
    await carry(impolite, polite);
    impolite.pc.restartIce();
    void impolite.negotiator.replaceOffer();
    await clock.advance(50);
    expect(impolite.log).toEqual(['sends offer 1', 'sends offer 2']);
    await carry(polite, impolite);
    expect(impolite.pc.signalingState).toBe('have-local-offer');
    await carry(impolite, polite);
    await carry(polite, impolite);
    expect(impolite.pc.signalingState).toBe('stable');
    expect(polite.pc.currentUfrags.local).toBe(impolite.pc.currentUfrags.remote);
    expect(polite.pc.currentUfrags.remote).toBe(impolite.pc.currentUfrags.local);
  });

  it('repeats and replaces nothing when no offer waits', async () => {
    const { clock, impolite, connect } = setUp();
    await connect();
    void impolite.negotiator.repeatOffer();
    void impolite.negotiator.replaceOffer();
    await clock.advance(50);
    expect(impolite.log).toEqual([]);
  });
});

describe('what a peer can break', () => {
  it('reports an offer that cannot be applied, and takes the next one', async () => {
    const { clock, polite, impolite, carry } = setUp();
    void polite.negotiator.handleDescription(BROKEN, 1);
    void polite.negotiator.handleDescription(BROKEN, 1);
    await clock.advance(50);
    impolite.pc.addTransceiver('audio');
    await clock.advance(50);
    await carry(impolite, polite);
    expect(polite.log).toEqual([
      'bad-description',
      'bad-description',
      'applied in have-remote-offer',
      'sends answer 1',
    ]);
  });

  it('reports an answer that cannot be applied, and takes the right one after it', async () => {
    const { clock, polite, impolite, carry } = setUp();
    impolite.pc.addTransceiver('audio');
    await clock.advance(50);
    void impolite.negotiator.handleDescription({ type: 'answer', sdp: 'broken' }, 1);
    await clock.advance(50);
    expect(impolite.log).toEqual(['sends offer 1', 'bad-description']);
    await carry(impolite, polite);
    await carry(polite, impolite);
    expect(impolite.pc.signalingState).toBe('stable');
  });

  it('offers again after a broken offer has rolled its own back', async () => {
    const { clock, polite, connect } = setUp();
    await connect();
    polite.pc.restartIce();
    await clock.advance(50);
    void polite.negotiator.handleDescription(BROKEN, 9);
    await clock.advance(50);
    expect(polite.log).toEqual([
      expect.stringMatching(/^sends offer/),
      'bad-description',
      expect.stringMatching(/^sends offer/),
    ]);
  });

  it('offers nothing while there is nothing to offer, however often it is asked to', async () => {
    const { clock, polite } = setUp();
    polite.pc.restartIce();
    void polite.negotiator.handleNegotiationNeeded();
    await clock.advance(50);
    expect([polite.log, polite.pc.signalingState]).toEqual([[], 'stable']);
  });

  it('reports that no offer or answer could be made, and goes on', async () => {
    const { clock, polite, impolite } = setUp();
    impolite.pc.addTransceiver('audio');
    await clock.advance(50);
    const [offer] = impolite.sent;
    const working = polite.pc.setLocalDescription.bind(polite.pc);
    polite.pc.setLocalDescription = () => Promise.reject(new Error('no codec'));
    polite.pc.addTransceiver('audio');
    await clock.advance(50);
    if (offer) void polite.negotiator.handleDescription(offer.description, 1);
    await clock.advance(50);
    polite.pc.setLocalDescription = working;
    if (offer) void polite.negotiator.handleDescription(offer.description, 1);
    await clock.advance(50);
    expect(polite.log).toEqual([
      'offer-failed',
      'applied in have-remote-offer',
      'answer-failed',
      'applied in have-remote-offer',
      'sends answer 1',
      'sends offer 1',
    ]);
  });
});
