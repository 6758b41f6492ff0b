import type { Observation, RelayFault, TurnObservation } from '../observation.ts';

/** When the looks of the table were taken. */
export const AT = Date.parse('2026-03-01T12:00:00Z');

const HOST = 'call.example.org';
const ANSWER_MS = 40;
const SENT = 100;

type Attempt = Pick<TurnObservation, 'allocation' | 'relayed'>;

const allocated = { outcome: 'allocated', afterMs: ANSWER_MS } as const;

const relayed = (sent: number, received: number): Attempt => ({
  allocation: allocated,
  relayed: { sent, received, roundTripMs: received > 0 ? ANSWER_MS : null, bitsPerSecond: null },
});

/** What may become of one URL. */
export const CARRIES = relayed(SENT, SENT - 1);
export const LOSES = relayed(SENT, SENT / 2);
export const NO_BYTES = relayed(SENT, 0);
/** There was an address, and no connection through it over which to send. */
export const NEVER_SENT = relayed(0, 0);
export const UNTRIED: Attempt = { allocation: allocated, relayed: null };
export const NO_ANSWER: Attempt = { allocation: { outcome: 'no-answer' }, relayed: null };
export const BAD_CERTIFICATE: Attempt = { allocation: { outcome: 'bad-certificate' }, relayed: null };
export const UNFINISHED: Attempt = { allocation: { outcome: 'unfinished' }, relayed: null };
export const refused = (code: number): Attempt => ({
  allocation: { outcome: 'refused', code },
  relayed: null,
});
/** Bytes came back through a relay that was never had. */
export const IMPOSSIBLE: Attempt = { ...NO_ANSWER, relayed: CARRIES.relayed };

export const URLS = {
  udp3478: `turn:${HOST}:3478?transport=udp`,
  udp443: `turn:${HOST}:443?transport=udp`,
  tls443: `turns:${HOST}:443?transport=tcp`,
  tcp3478: `turn:${HOST}:3478?transport=tcp`,
} as const;

type Way = keyof typeof URLS;

export function over(way: Way, attempt: Attempt, family: TurnObservation['family'] = null): TurnObservation {
  return { url: URLS[way], family, ...attempt };
}

/** The three ways that a deployment hands out, in its order. */
export function ways(udp3478: Attempt, udp443: Attempt, tls443: Attempt): TurnObservation[] {
  return [over('udp3478', udp3478), over('udp443', udp443), over('tls443', tls443)];
}

/** As the server sees itself, with a certificate for two months. */
export function server(relay: 'ok' | 'unknown' | RelayFault, certificateExpiresAt = '2026-05-01T12:00:00Z') {
  return { relay, certificateExpiresAt } satisfies Observation['server'];
}

/** A look that found all well, but for what is told. */
export function observed(differently: Partial<Observation>): Observation {
  return {
    page: 'answers',
    webSocket: 'open',
    credentialsRefused: null,
    turn: ways(CARRIES, CARRIES, CARRIES),
    reflexive: true,
    natMapping: 'unknown',
    server: server('ok'),
    ...differently,
  };
}
