import type { Observation } from '#diagnosis';

/** What a look at a deployment in good order finds. */
export function sampleObservation(more: Partial<Observation> = {}): Observation {
  return {
    page: 'answers',
    webSocket: 'open',
    credentialsRefused: null,
    turn: [
      {
        url: 'turn:call.example.org:3478?transport=udp',
        family: 'ipv4',
        allocation: { outcome: 'allocated', afterMs: 40 },
        relayed: { sent: 5, received: 5, roundTripMs: 12, bitsPerSecond: null },
      },
    ],
    reflexive: true,
    natMapping: 'same-for-all-ports',
    server: { relay: 'ok', certificateExpiresAt: '2030-01-01T00:00:00.000Z' },
    ...more,
  };
}
