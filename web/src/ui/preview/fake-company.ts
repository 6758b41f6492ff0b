import { signal } from '@preact/signals-core';
import type { Call, ChatMessage, Person, Reaction, ReactionKind } from '../../session/view.ts';
import { createFakeScreen } from './fake-screen.ts';

type Company = Pick<Call, 'screen' | 'chat' | 'reactions' | 'hand' | 'setHandRaised'>;

const TEXTS = [
  'Good morning! The notes are at https://example.org/notes?day=21#agenda',
  '好的，我看一下。',
  'Thanks.\nTwo things before we start:\n1. budget\n2. dates',
  '<b>not bold</b> javascript:alert(1)',
];
const STARTED_AT = new Date(2026, 10, 21, 9, 30).getTime();

/** Chat, reactions, hand and screen of a preview: states `chat`, `hands`, `reactions`, `screen`, `sharing`. */
export function createFakeCompany(state: string, people: readonly Person[]): Company {
  const messages = signal(state === 'chat' ? fakeMessages(people) : []);
  const unread = signal(state === 'unread' ? 3 : 0);
  const isShown = signal(false);
  const recent = signal<readonly Reaction[]>(state === 'reactions' ? fakeReactions(people) : []);
  const stream = signal(state === 'sharing' ? createFakeScreen() : null);
  const content = signal<'detail' | 'motion'>('detail');
  const hand = signal<number | null>(state === 'hands' ? 3 : null);
  return {
    hand,
    setHandRaised(raised) {
      hand.value = raised ? 3 : null;
    },
    screen: {
      ...{ isSupported: true, stream, content, problem: signal(state === 'screen-failed' ? 'system' : null) },
      async start() {
        stream.value = createFakeScreen();
      },
      stop() {
        stream.value = null;
      },
      async setContent(chosen) {
        content.value = chosen;
      },
    },
    chat: {
      ...{ messages, unread, isShown },
      send(text) {
        if (text.trim() === '') return 'empty';
        messages.value = [...messages.value, fakeMessage(messages.value.length, null, text)];
        return null;
      },
    },
    reactions: {
      recent,
      send(kind) {
        recent.value = [...recent.value, { id: `${recent.value.length}`, kind, from: null }];
      },
    },
  };
}

function fakeMessages(people: readonly Person[]): ChatMessage[] {
  const [first, second] = people;
  const senders = [first, second, null, first];
  return TEXTS.map((text, index) => ({
    ...fakeMessage(index, senders[index] ?? null, text),
    waiting: signal(index === 2 && second ? [second] : []),
  }));
}

function fakeMessage(index: number, from: Person | null, text: string): ChatMessage {
  const at = STARTED_AT + index * 70_000;
  return { id: `${index}`, from, text, at, waiting: signal([]), missed: signal([]) };
}

function fakeReactions(people: readonly Person[]): Reaction[] {
  const kinds: ReactionKind[] = ['👏', '❤️', '🎉'];
  return kinds.map((kind, index) => ({ id: `${index}`, kind, from: people[index] ?? null }));
}
