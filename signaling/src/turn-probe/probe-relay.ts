import { randomBytes } from 'node:crypto';
import { type RelayFault, relayFaultOfCode } from '#diagnosis';
import { PEER_ID_BYTES } from '#protocol';
import type { TurnCredentials } from '../core/turn-credentials.ts';
import type { Transport } from './transport.ts';
import type { TurnAnswer, TurnClient, TurnClientOptions } from './turn-client.ts';

export type RelayOutcome =
  /** `roundTripMs`: from here into the relay, across it, and back. */
  { readonly ok: true; readonly roundTripMs: number } | { readonly ok: false; readonly fault: RelayFault };

export type RelayProbe = () => Promise<RelayOutcome>;

export interface RelayProbeOptions {
  readonly host: string;
  readonly port: number;
  readonly transport: Transport;
  /** The address of the host now; null when it has none. */
  readonly resolveHost: (host: string) => Promise<string | null>;
  readonly createClient: (options: TurnClientOptions) => TurnClient;
  readonly credentials: TurnCredentials;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * Does what two browsers that can only meet in the relay do: two allocations, a permission for each other's relayed
 * address, and bytes from one to the other. Both allocations are given back at once. Each probe is somebody new, so that
 * none is refused for what another has left behind.
 */
export function createRelayProbe(options: RelayProbeOptions): RelayProbe {
  const { host, port, transport, resolveHost, createClient, credentials, now } = options;
  return async function probeRelay() {
    const address = await resolveHost(host);
    if (address === null) return { ok: false, fault: 'name' };
    const id = `probe-${randomBytes(PEER_ID_BYTES).toString('base64url')}`;
    const [iceServer] = credentials.issue(id).iceServers;
    const { username = '', credential: password = '' } = iceServer ?? {};
    const ofBoth = {
      server: { address, port },
      credential: { username, password },
      transport,
      timeoutMs: ANSWER_LIMIT_MS,
    };
    const [sender, receiver] = [createClient(ofBoth), createClient(ofBoth)];
    try {
      return await relayBytes(sender, receiver, now);
    } finally {
      await Promise.all([sender.close(), receiver.close()]);
    }
  };
}

/** Why 2 s: coturn is next door, and the client asks eight times meanwhile. */
const ANSWER_LIMIT_MS = 2_000;

/** One packet may be lost. */
const MOST_SENDS = 2;

const PROOF_BYTES = 16;

async function relayBytes(
  sender: TurnClient,
  receiver: TurnClient,
  now: () => number,
): Promise<RelayOutcome> {
  // One after the other: two threads of a coturn that has just started find its database locked by each other (401).
  const ofSender = await sender.allocate();
  if (ofSender.code !== 0) return { ok: false, fault: faultOf(ofSender) };
  const ofReceiver = await receiver.allocate();
  if (ofReceiver.code !== 0) return { ok: false, fault: faultOf(ofReceiver) };
  // Behind NAT these are public addresses; coturn knows them for its own.
  const { relayed: from } = ofSender;
  const { relayed: to } = ofReceiver;
  if (from === null || to === null) return { ok: false, fault: 'other' };

  const permissions = await Promise.all([
    sender.createPermission(to.address),
    receiver.createPermission(from.address),
  ]);
  const denied = permissions.find(({ code }) => code !== 0);
  if (denied !== undefined) return { ok: false, fault: faultOf(denied) };

  const proof = randomBytes(PROOF_BYTES);
  const startedAt = now();
  for (let sends = 0; sends < MOST_SENDS; sends++) {
    sender.send(to, proof);
    const heard = await receiver.receive();
    if (heard?.data.equals(proof)) return { ok: true, roundTripMs: now() - startedAt };
  }
  return { ok: false, fault: 'no-bytes' };
}

/** `code`: of an error response (RFC 8656 §18.3, §19); null: no answer */
function faultOf({ code, isCertificateBad }: TurnAnswer): RelayFault {
  if (isCertificateBad) return 'certificate';
  return code === null ? 'timeout' : relayFaultOfCode(code);
}
