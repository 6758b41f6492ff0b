import { signal } from '@preact/signals-core';
import {
  type Call,
  type CallEndReason,
  type CallPhase,
  type EntryState,
  type JoinProblem,
  MEDIA_PATHS,
  type Person,
  type Visitor,
} from '../../session/view.ts';
import { createFakeCompany } from './fake-company.ts';
import { createFakeMedia } from './fake-media.ts';
import { createFakeQuality } from './fake-quality.ts';
import { createFakeScreen } from './fake-screen.ts';
import { createFakeStream } from './fake-stream.ts';

export interface FakeCallOptions {
  readonly phase: CallPhase;
  readonly people: number;
  readonly state: string;
}

const NAMES = ['Ada Lovelace', '李明', 'Tomás', 'Grace H.', '山田 太郎', 'Zoë', 'Chidi', 'Mei 🦊', 'Sam'];
const HOSTILE = ['\u202eevil\u202d name', 'W'.repeat(64), '<b>bold</b>', 'عمر خيام', '\u0301'.repeat(60), ''];
const PASSWORD_PROBLEMS = ['password-needed', 'wrong-password'];
const JOIN_PROBLEMS = new Set<string>([
  ...['full', 'locked', 'version', 'rate-limited', 'unreachable'],
  ...PASSWORD_PROBLEMS,
]);
const END_REASONS = new Set<string>(['left', 'ended', 'removed', 'replaced', 'expired']);

const ENTRY_STATES = new Set<string>(['waiting', 'unheard', 'declined']);

export function createFakeCall({ phase: first, people: count, state }: FakeCallOptions): Call {
  const phase = signal<CallPhase>(state === 'joining' ? 'joining' : first);
  const people = signal<readonly Person[]>(
    Array.from({ length: count }, (_, index) => fakePerson(index, state)),
  );
  const locked = signal(state === 'locked' || state === 'visitors');
  const entryState = signal<EntryState>(ENTRY_STATES.has(state) ? (state as EntryState) : 'idle');
  const visitors = signal<readonly Visitor[]>(
    state === 'visitors'
      ? [
          { id: '1', name: 'Grace H.' },
          { id: '2', name: 'W'.repeat(64) },
          { id: '3', name: '' },
        ]
      : [],
  );
  return {
    phase,
    joinProblem: signal(JOIN_PROBLEMS.has(state) ? (state as JoinProblem) : null),
    endReason: signal<CallEndReason>(END_REASONS.has(state) ? (state as CallEndReason) : 'left'),
    signalingConnected: signal(state !== 'away'),
    inviteLink: 'https://calls.example.org/r#q0mYw2bqK8s1n4u7Zc9dXA.5tGv1rPzO3kWbJh6yLmQeg',
    typedCode: state === 'code' ? 'wednesday badger tea' : null,
    isOwner: signal(state !== 'guest'),
    locked,
    capacity: signal(8),
    name: signal(state === 'hostile' ? 'W'.repeat(64) : 'Robin'),
    passwordAsked: signal(PASSWORD_PROBLEMS.includes(state)),
    password: signal(''),
    media: createFakeMedia(state),
    people,
    activeSpeaker: signal(count > 1 ? 'person-1' : null),
    ...createFakeCompany(state, people.value),
    async join() {
      phase.value = 'in-call';
    },
    leave() {
      phase.value = 'over';
    },
    async handOver() {
      return null;
    },
    async endForEveryone() {
      phase.value = 'over';
      return null;
    },
    ownershipNews: signal(state === 'received' || state === 'given' ? state : null),
    entry: {
      state: entryState,
      isPossible: true,
      ask() {
        entryState.value = 'waiting';
      },
      cancel() {
        entryState.value = 'idle';
      },
    },
    visitors,
    async answerVisitor(id) {
      visitors.value = visitors.value.filter((visitor) => visitor.id !== id);
      return null;
    },
    updateReady: signal(state === 'update'),
    reporting: signal(null),
    async setLocked(value) {
      if (state === 'refused') return 'unavailable';
      locked.value = value;
      return null;
    },
    async removePerson(id) {
      people.value = people.value.filter((person) => person.id !== id);
      return null;
    },
  };
}

const LINK_STEPS = [
  null,
  'ice-restart',
  null,
  null,
  'check',
  'relay-only',
  null,
  null,
  'rebuild',
  'rebuild',
] as const;

function fakePerson(index: number, state: string): Person {
  const names = state === 'hostile' ? HOSTILE : NAMES;
  const isTrouble = state === 'trouble';
  const hasCamera = index % 4 !== 2 && !(isTrouble && index === 0);
  return {
    id: `person-${index}`,
    name: signal(names[index % names.length] ?? ''),
    stream: signal(hasCamera ? createFakeStream(20 + index * 47) : null),
    link: signal(
      isTrouble
        ? ((['connecting', 'recovering', 'failed', 'connected'] as const)[index % 4] ?? 'failed')
        : 'connected',
    ),
    linkStep: signal(isTrouble ? (LINK_STEPS[index % LINK_STEPS.length] ?? null) : null),
    path: signal(MEDIA_PATHS[index % MEDIA_PATHS.length] ?? 'direct'),
    away: signal(isTrouble && index === 3),
    microphoneOn: signal(index % 3 !== 1),
    cameraOn: signal(hasCamera || isTrouble),
    speaking: signal(index === 3),
    hand: signal(state === 'hands' && index < 2 ? 2 - index : null),
    screen: signal(state === 'screen' && index === 0 ? createFakeScreen() : null),
    connection: createFakeQuality(index, state),
    showAt: () => undefined,
  };
}
