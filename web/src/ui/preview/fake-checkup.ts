import { signal } from '@preact/signals-core';
import type { Observation, TurnObservation } from '#diagnosis';
import type { Checkup, DeviceCheck, Step } from '../../checkup/view.ts';

const URLS = [
  'turn:call.example.org:3478?transport=udp',
  'turn:call.example.org:443?transport=udp',
  'turns:call.example.org:443?transport=tcp',
] as const;
const IN_TWO_MONTHS_MS = 60 * 86_400_000;

const carries = (roundTripMs: number, bitsPerSecond: number): Omit<TurnObservation, 'url' | 'family'> => ({
  allocation: { outcome: 'allocated', afterMs: roundTripMs * 2 },
  relayed: { sent: 20, received: 20, roundTripMs, bitsPerSecond },
});
const SILENT: Omit<TurnObservation, 'url' | 'family'> = {
  allocation: { outcome: 'no-answer' },
  relayed: null,
};
const turn = (...ways: readonly Omit<TurnObservation, 'url' | 'family'>[]): TurnObservation[] =>
  ways.map((way, index) => ({ url: URLS[index] ?? URLS[0], family: 'ipv4', ...way }));

const WELL: Observation = {
  ...{ page: 'answers', webSocket: 'open', credentialsRefused: null, reflexive: true },
  ...{ natMapping: 'same-for-all-ports' },
  turn: turn(carries(31, 18_400_000), carries(32, 17_900_000), carries(45, 9_600_000)),
  server: { relay: 'ok', certificateExpiresAt: new Date(Date.now() + IN_TWO_MONTHS_MS).toISOString() },
};

const OBSERVATIONS: Readonly<Record<string, Observation>> = {
  limited: {
    ...{ ...WELL, reflexive: false, natMapping: 'unknown' },
    turn: turn(SILENT, SILENT, carries(52, 8_200_000)),
  },
  failing: {
    ...{ ...WELL, reflexive: false, natMapping: 'unknown' },
    turn: turn(SILENT, SILENT, SILENT),
    server: { relay: 'timeout', certificateExpiresAt: null },
  },
};

const STEPS: readonly Step[] = [
  { name: 'page', url: null, isDone: true },
  { name: 'webSocket', url: null, isDone: true },
  { name: 'credentials', url: null, isDone: true },
  { name: 'network', url: null, isDone: false },
  ...URLS.map((url, index) => ({ name: 'turn', url, isDone: index === 0 }) as const),
];

/** States: limited, failing, running, guest, password-needed; any other: all is well. */
export function createFakeCheckup(state: string): Checkup {
  const nothing = () => undefined;
  return {
    guest: state === 'guest' ? 'invited' : 'none',
    phase: signal(phaseOf(state)),
    steps: signal(STEPS),
    observation: signal(fakeObservation(state)),
    passwordProblem: signal(null),
    password: signal(''),
    delivery: signal(null),
    ...{ start: nothing, submitPassword: nothing, goWithoutPassword: nothing, deliver: nothing },
    close: nothing,
  };
}

export function fakeObservation(state: string): Observation {
  return OBSERVATIONS[state] ?? WELL;
}

function phaseOf(state: string): ReturnType<Checkup['phase']['peek']> {
  if (state === 'guest') return 'ready';
  if (state === 'password-needed') return 'password';
  return state === 'running' ? 'running' : 'done';
}

export function createFakeDeviceCheck(): DeviceCheck {
  return { state: signal('idle'), problem: signal(null), start: () => undefined, close: () => undefined };
}
