import { expect, test } from 'vitest';
import { createTurnCredentials } from '../core/turn-credentials.ts';
import { createRelayProbe } from './probe-relay.ts';
import type { TransportAddress } from './stun-message.ts';
import type { TurnClient, TurnClientOptions } from './turn-client.ts';

interface FakeRelay {
  /** What the first and the second client are answered, when not that all is well. */
  readonly allocate?: readonly (number | null)[];
  readonly permission?: readonly (number | null)[];
  readonly hasRelayedAddress?: boolean;
  readonly isCertificateBad?: true;
  /** How many packets are lost before one arrives. */
  readonly losses?: number;
  /** What arrives instead of what was sent. */
  readonly altered?: Buffer;
  readonly address?: string | null;
}

const CROSSING_MS = 7;

/** A relay in memory with two clients, which keeps an account of what they did. */
function setUp(relay: FakeRelay = {}) {
  const did: string[] = [];
  const asked: TurnClientOptions[] = [];
  let nowMs = 1_800_000_000_000;
  let arrived: Buffer | null = null;
  let losses = relay.losses ?? 0;

  function createClient(options: TurnClientOptions): TurnClient {
    const index = asked.push(options) - 1;
    const relayed: TransportAddress = { address: `203.0.113.${index}`, port: 50_000 + index };
    return {
      async allocate() {
        const code = relay.allocate?.[index] ?? (relay.allocate && index in relay.allocate ? null : 0);
        const isGiven = code === 0 && relay.hasRelayedAddress !== false;
        const { isCertificateBad } = relay;
        return {
          code,
          relayed: isGiven ? relayed : null,
          mapped: null,
          ...(isCertificateBad && { isCertificateBad }),
        };
      },
      async createPermission(peer) {
        did.push(`${index} permits ${peer}`);
        const code = relay.permission?.[index];
        return { code: code === undefined ? 0 : code, relayed: null, mapped: null };
      },
      send(peer, data) {
        did.push(`${index} sends to ${peer.address}:${peer.port}`);
        if (losses-- <= 0) arrived = relay.altered ?? data;
      },
      async receive() {
        nowMs += CROSSING_MS;
        return arrived && { from: null, data: arrived };
      },
      async close() {
        did.push(`${index} closes`);
      },
      bindChannel: () => Promise.reject(new Error('the probe binds no channel')),
      sendOnChannel: () => undefined,
      abandon: () => void did.push(`${index} abandons`),
    };
  }

  const probe = createRelayProbe({
    host: 'turn',
    port: 3478,
    transport: 'udp',
    resolveHost: async () => (relay.address === undefined ? '192.0.2.3' : relay.address),
    createClient,
    credentials: createTurnCredentials({
      urls: () => ['turn:203.0.113.10:3478'],
      secret: () => 's'.repeat(32),
      ttlSeconds: 60,
      now: () => nowMs,
    }),
    now: () => nowMs,
  });
  return { probe, did, asked };
}

test('bytes that cross the relay make it well, and both allocations are given back', async () => {
  const { probe, did, asked } = setUp();
  expect(await probe()).toEqual({ ok: true, roundTripMs: CROSSING_MS });
  expect(did).toEqual([
    '0 permits 203.0.113.1',
    '1 permits 203.0.113.0',
    '0 sends to 203.0.113.1:50001',
    '0 closes',
    '1 closes',
  ]);
  expect(asked.map(({ server }) => server)).toEqual(Array(2).fill({ address: '192.0.2.3', port: 3478 }));
});

test('each probe is somebody new, whom the quota of no other counts', async () => {
  const { probe, asked } = setUp();
  await probe();
  await probe();
  const names = asked.map(({ credential }) => credential?.username.replace(/^\d+:/, ''));
  for (const name of names) expect(name).toMatch(/^probe-[A-Za-z0-9_-]{16}$/);
  expect(new Set(names).size).toBe(2);
  expect(names[0]).toBe(names[1]);
});

test.each<[string, FakeRelay]>([
  ['timeout', { allocate: [null, 0] }],
  ['certificate', { allocate: [null, 0], isCertificateBad: true }],
  ['unauthorized', { allocate: [401, 401] }],
  ['forbidden', { allocate: [403, 403] }],
  ['quota', { allocate: [0, 486] }],
  ['capacity', { allocate: [508, 0] }],
  ['other', { allocate: [0, 437] }],
  ['other', { hasRelayedAddress: false }],
  ['forbidden', { permission: [0, 403] }],
  ['forbidden', { permission: [403, 0] }],
  ['timeout', { permission: [0, null] }],
  ['no-bytes', { losses: 2 }],
  ['no-bytes', { altered: Buffer.from('something else') }],
])('%s is what %j is called, and both clients are closed', async (fault, relay) => {
  const { probe, did } = setUp(relay);
  expect(await probe()).toEqual({ ok: false, fault });
  expect(did.filter((one) => one.endsWith('closes'))).toHaveLength(2);
});

test('one lost packet is no fault', async () => {
  expect(await setUp({ losses: 1 }).probe()).toEqual({ ok: true, roundTripMs: 2 * CROSSING_MS });
});

test('a host without an address is a fault of its own, and nobody is asked', async () => {
  const { probe, asked } = setUp({ address: null });
  expect(await probe()).toEqual({ ok: false, fault: 'name' });
  expect(asked).toEqual([]);
});
