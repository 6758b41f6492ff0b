import { causeOfRelayFault, type RelayFault, textsEn } from '#diagnosis';
import type { RelayOutcome } from '#signaling/turn-probe/probe-relay';
import { type DoctorCode, type Finding, failed, pass, skipped, warning } from './finding.ts';

export interface WaySight {
  readonly code: Extract<DoctorCode, `relay-${string}`>;
  /** Such as 443/udp. */
  readonly port: string;
  /** Null: this deployment does not have it. */
  readonly outcome: RelayOutcome | null;
}

export interface RelaySight {
  /** What the service finds of its relay; null: it was not asked. */
  readonly ownCheck: 'ok' | 'unknown' | RelayFault | null;
  readonly ways: readonly WaySight[];
  /** STUN codes: 0 for success, null for no answer. */
  readonly wrongCredential: number | null;
  readonly privatePeer: number | null;
  /** Undefined: an open relay sends to other hosts on purpose. */
  readonly publicPeer: number | null | undefined;
  /** What nft says of the guard's table; null: this deployment has none in a container. */
  readonly guard: 'up' | 'missing' | 'unknown' | null;
}

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;

export function judgeRelay(sight: RelaySight): readonly Finding[] {
  return [
    judgeOwnCheck(sight.ownCheck),
    ...sight.ways.map(judgeWay),
    judgeRefusal('wrong-credential', sight.wrongCredential, UNAUTHORIZED, CHANGED_POLICY),
    judgeRefusal('private-peer', sight.privatePeer, FORBIDDEN, OPEN_TO_ITS_NETWORK),
    sight.publicPeer === undefined
      ? skipped('public-peer', 'TURN_RELAY_MODE is open, so that it relays to other hosts')
      : judgeRefusal('public-peer', sight.publicPeer, FORBIDDEN, CHANGED_POLICY),
    judgeGuard(sight.guard),
  ];
}

/** A fault has the words that pages and reports have for it. */
function judgeOwnCheck(status: RelaySight['ownCheck']): Finding {
  const code = 'relay-own-check';
  if (status === null) return skipped(code, 'the service could not be asked');
  if (status === 'ok') return pass(code, 'it relays');
  if (status === 'unknown') return warning(code, 'it has not looked yet', 'Look again in half a minute.');
  const { found, cure } = wordsOf(status);
  return failed(code, found, cure);
}

function judgeWay({ code, port, outcome }: WaySight): Finding {
  if (outcome === null) return skipped(code, 'this deployment does not have this way');
  if (outcome.ok) return pass(code, `${port}, ${Math.round(outcome.roundTripMs)} ms`);
  const { found, cure } = wordsOf(outcome.fault);
  return failed(code, `${port}: ${found}`, cure);
}

function wordsOf(fault: RelayFault) {
  const { sentence, operator } = textsEn.causes[causeOfRelayFault(fault)];
  return { found: `${fault}: ${sentence.replace(/\.$/, '')}`, cure: operator };
}

const CHANGED_POLICY =
  'Take the changes back (git checkout turnserver.conf), then "docker compose restart keeper"; until then stop the relay: docker compose stop turn.';
const OPEN_TO_ITS_NETWORK = `${CHANGED_POLICY} Whoever holds a credential reaches what is in this network.`;

function judgeRefusal(
  code: 'wrong-credential' | 'private-peer' | 'public-peer',
  found: number | null,
  expected: number,
  cure: string,
): Finding {
  if (found === expected) return pass(code, `refused (${expected})`);
  if (found === 0) return failed(code, 'it is accepted', cure);
  if (found === null) return skipped(code, 'the relay gave no answer; see relay-udp');
  return skipped(code, `the relay could not be tried (${found}); see relay-udp`);
}

function judgeGuard(guard: RelaySight['guard']): Finding {
  switch (guard) {
    case 'up':
      return pass('guard', "its rules are loaded in the relay's network");
    case 'missing':
      return warning(
        'guard',
        'its rules are not loaded',
        'Read why: docker compose logs turn. The relay stays closed without it; TURN_MAX_MBIT has no effect.',
      );
    case 'unknown':
      return skipped('guard', "the relay's container could not be asked");
    case null:
      return skipped('guard', 'this deployment has none of its own');
  }
}
