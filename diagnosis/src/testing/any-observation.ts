import * as fc from 'fast-check';
import { type Observation, RELAY_FAULTS, type TurnObservation } from '../observation.ts';
import { AT, URLS } from './observations.ts';

const count = fc.oneof(fc.constantFrom(0, 1, 100), fc.nat(1_000_000));
const milliseconds = fc.nat(600_000);

const relayed = fc.record({
  sent: count,
  received: count,
  roundTripMs: fc.option(milliseconds),
  bitsPerSecond: fc.option(fc.nat()),
});

const allocation: fc.Arbitrary<TurnObservation['allocation']> = fc.oneof(
  fc.record({ outcome: fc.constant('allocated' as const), afterMs: milliseconds }),
  fc.record({
    outcome: fc.constant('refused' as const),
    code: fc.oneof(fc.constantFrom(401, 403, 486, 508), fc.integer({ min: 300, max: 699 })),
  }),
  fc
    .constantFrom('no-answer', 'bad-certificate', 'unfinished')
    .map((outcome) => ({ outcome })) as fc.Arbitrary<TurnObservation['allocation']>,
);

/** Hosts that would be seen if a text told them. */
export const HOSTS = ['call.example.org', '203.0.113.77', '[2001:db8::77]', 'a:b:c'];

const url = fc.oneof(
  fc.constantFrom(...Object.values(URLS)),
  fc
    .record({
      scheme: fc.constantFrom('turn:', 'turns:'),
      host: fc.constantFrom(...HOSTS),
      rest: fc.constantFrom('', ':', ':0', ':99999', ':8443', '?transport=udp', ':443?transport=sctp'),
    })
    .map(({ scheme, host, rest }) => scheme + host + rest),
);

const turn: fc.Arbitrary<TurnObservation> = fc.record({
  url,
  family: fc.option(fc.constantFrom('ipv4', 'ipv6')),
  allocation,
  relayed: fc.option(relayed),
});

const server: fc.Arbitrary<Observation['server']> = fc.record({
  relay: fc.constantFrom('ok', 'unknown', ...RELAY_FAULTS),
  certificateExpiresAt: fc.option(
    fc.integer({ min: -100, max: 3000 }).map((hours) => new Date(AT + hours * 3_600_000).toISOString()),
  ),
});

/** Every shape of a look, probable and not. */
export const anyObservation: fc.Arbitrary<Observation> = fc.record({
  page: fc.constantFrom('answers', 'silent'),
  webSocket: fc.option(fc.constantFrom('open', 'failed')),
  credentialsRefused: fc.option(
    fc.oneof(fc.constantFrom('rate-limited', 'wrong-password'), fc.string({ maxLength: 40 })),
  ),
  turn: fc.array(turn, { maxLength: 8 }),
  reflexive: fc.option(fc.boolean()),
  natMapping: fc.constantFrom('none', 'same-for-all-ports', 'one-per-port', 'unknown'),
  server: fc.option(server),
});
