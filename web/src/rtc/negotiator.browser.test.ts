import { expect, it, vi } from 'vitest';
import type { SessionDescription } from './link-signal.ts';
import { Negotiator } from './negotiator.ts';

interface Sent {
  readonly description: SessionDescription;
  readonly exchange: number;
}

function createEnd(polite: boolean) {
  // As links do: with it Chromium takes nothing any more after an offer of nothing.
  const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  const sent: Sent[] = [];
  const problems: string[] = [];
  const negotiator = new Negotiator({
    ...{ polite, pc },
    send: (description, exchange) => sent.push({ description, exchange }),
    onRemoteDescription: () => undefined,
    onProblem: (code, error) => problems.push(`${code} ${error}`),
  });
  pc.addEventListener('negotiationneeded', () => void negotiator.handleNegotiationNeeded());
  return { pc, negotiator, sent, problems };
}

type End = ReturnType<typeof createEnd>;

async function take({ sent }: End): Promise<Sent> {
  await vi.waitFor(() => expect(sent).not.toEqual([]));
  const [first] = sent.splice(0);
  if (first === undefined) throw new Error('nothing was sent');
  return first;
}

function give({ negotiator }: End, { description, exchange }: Sent): Promise<void> {
  return negotiator.handleDescription(description, exchange);
}

const ufragOf = (description: RTCSessionDescription | null) =>
  /ice-ufrag:(\S+)/.exec(description?.sdp ?? '')?.[1];

it('puts a new ICE restart in the place of one without an answer, and refuses the late answer to that', async () => {
  const [one, other] = [createEnd(true), createEnd(false)];
  one.pc.addTransceiver('audio');
  await give(other, await take(one));
  await give(one, await take(other));

  one.pc.restartIce();
  await give(other, await take(one));
  const late = await take(other);
  one.pc.restartIce();
  await one.negotiator.replaceOffer();
  const replacement = await take(one);
  await give(one, late);
  expect(one.pc.signalingState).toBe('have-local-offer');
  await give(other, replacement);
  await give(one, await take(other));

  expect([one.pc.signalingState, other.pc.signalingState]).toEqual(['stable', 'stable']);
  expect(ufragOf(one.pc.localDescription)).toBe(ufragOf(other.pc.remoteDescription));
  expect(ufragOf(other.pc.localDescription)).toBe(ufragOf(one.pc.remoteDescription));
  expect(ufragOf(one.pc.localDescription)).not.toBe(/ice-ufrag:(\S+)/.exec(late.description.sdp)?.[1]);
  expect([...one.problems, ...other.problems]).toEqual([]);
  one.pc.close();
  other.pc.close();
});

it('offers nothing while it has nothing to offer, and then takes the first offer', async () => {
  const [one, other] = [createEnd(true), createEnd(false)];
  const isAsked = new Promise((resolve) => other.pc.addEventListener('negotiationneeded', resolve));
  other.pc.restartIce();
  await isAsked;
  await other.negotiator.handleNegotiationNeeded();
  expect(other.sent).toEqual([]);
  one.pc.addTransceiver('audio');
  await give(other, await take(one));
  await give(one, await take(other));
  expect([one.pc.signalingState, other.pc.signalingState]).toEqual(['stable', 'stable']);
  expect([...one.problems, ...other.problems]).toEqual([]);
  one.pc.close();
  other.pc.close();
});

it('takes the right description after a broken one', async () => {
  const [one, other] = [createEnd(true), createEnd(false)];
  one.pc.addTransceiver('audio');
  const offer = await take(one);
  await give(other, { description: { type: 'offer', sdp: 'broken' }, exchange: 1 });
  await give(other, offer);
  await give(one, { description: { type: 'answer', sdp: 'broken' }, exchange: 1 });
  await give(one, await take(other));
  expect([one.pc.signalingState, other.pc.signalingState]).toEqual(['stable', 'stable']);
  expect(other.problems).toEqual([expect.stringContaining('bad-description')]);
  expect(one.problems).toEqual([expect.stringContaining('bad-description')]);
  one.pc.close();
  other.pc.close();
});
