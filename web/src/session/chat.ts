import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { createTokenBucket } from '../token-bucket.ts';
import type { ChannelContent } from './channel-content.ts';
import type { Participant, Participants } from './participants.ts';
import type { Clock } from './ports.ts';
import { type Chat, type ChatMessage, type ChatProblem, MAX_CHAT_CHARACTERS, type Person } from './view.ts';

/** Why 500: hours of talk, and no hostile peer fills the memory. */
export const MAX_MESSAGES_KEPT = 500;
/** For each peer: what has not arrived after so many more is not sent again. Fits what a receiver takes at once. */
export const MAX_WAITING = 50;
/** Nobody types faster, and pasting ten lines one by one is possible. */
const SENDING = { burst: 10, perSecond: 1 };

export interface ChatOptions {
  readonly participants: Participants;
  readonly clock: Pick<Clock, 'now'>;
  /** Whether it is on its way. */
  readonly send: (participant: Participant, content: ChannelContent) => boolean;
}

export interface ChatWithPeers {
  readonly chat: Chat;
  handleMessage(from: Participant, content: Extract<ChannelContent, { type: 'chat' }>): void;
  /** The peer has got everything up to this number. */
  handleReceived(from: Participant, number: number): void;
  /** What the peer has not got is sent once more. */
  handleOpen(to: Participant): void;
  /** The peer's page is another one, which has heard nothing yet. */
  handleReplaced(peer: Participant): void;
  handleParted(peer: Participant): void;
  close(): void;
}

interface OwnMessage extends ChatMessage {
  readonly number: number;
  readonly waiting: Signal<readonly Person[]>;
  readonly missed: Signal<readonly Person[]>;
}

/**
 * Messages are numbered by their sender and sent in that order on each channel. A receiver acknowledges the highest
 * number it has, and takes only higher ones: so a message that is sent again after a channel was lost comes once and in
 * its place.
 */
export function createChat({ participants, clock, send }: ChatOptions): ChatWithPeers {
  const messages = signal<readonly ChatMessage[]>([]);
  const unread = signal(0);
  const isShown = signal(false);
  const sending = createTokenBucket({ clock, ...SENDING });
  /** For each peer, own messages that they have not acknowledged, oldest first. */
  const waiting = new Map<Participant, OwnMessage[]>();
  const heard = new Map<Participant, number>();
  let count = 0;
  let received = 0;
  const stopReading = effect(() => {
    if (isShown.value) unread.value = 0;
  });

  function keep(message: ChatMessage): void {
    messages.value = [...messages.peek(), message].slice(-MAX_MESSAGES_KEPT);
  }

  function sendText(text: string): ChatProblem | null {
    const trimmed = text.trim();
    const everybody = participants.all();
    if (trimmed === '') return 'empty';
    if (trimmed.length > MAX_CHAT_CHARACTERS) return 'too-long';
    if (everybody.length === 0) return 'alone';
    if (!sending.take()) return 'too-fast';
    const number = ++count;
    const message: OwnMessage = {
      ...{ number, id: `own ${number}`, from: null, text: trimmed, at: clock.now() },
      waiting: signal(everybody),
      missed: signal([]),
    };
    keep(message);
    for (const participant of everybody) {
      const queue = waiting.get(participant) ?? [];
      waiting.set(participant, queue);
      queue.push(message);
      if (queue.length > MAX_WAITING) giveUp(queue.shift(), participant);
      send(participant, { type: 'chat', number, text: trimmed });
    }
    return null;
  }

  return {
    chat: { messages, unread, isShown, send: sendText },
    handleMessage(from, { number, text }) {
      const last = heard.get(from) ?? 0;
      if (number > last) {
        heard.set(from, number);
        const at = clock.now();
        keep({ id: `received ${++received}`, from, text, at, waiting: NOBODY, missed: NOBODY });
        if (!isShown.peek()) unread.value += 1;
      }
      send(from, { type: 'received', number: Math.max(number, last) });
    },
    handleReceived(from, number) {
      const queue = waiting.get(from) ?? [];
      for (const message of queue) if (message.number <= number) strike(message.waiting, from);
      waiting.set(
        from,
        queue.filter((message) => message.number > number),
      );
    },
    handleOpen(to) {
      for (const { number, text } of waiting.get(to) ?? []) send(to, { type: 'chat', number, text });
    },
    handleReplaced: (peer) => void heard.delete(peer),
    handleParted(peer) {
      for (const message of waiting.get(peer) ?? []) giveUp(message, peer);
      waiting.delete(peer);
      heard.delete(peer);
    },
    close: stopReading,
  };
}

const NOBODY: ReadonlySignal<readonly Person[]> = signal([]);

/** The person will not get it any more. */
function giveUp(message: OwnMessage | undefined, person: Person): void {
  if (message === undefined) return;
  strike(message.waiting, person);
  message.missed.value = [...message.missed.peek(), person];
}

function strike(people: Signal<readonly Person[]>, person: Person): void {
  people.value = people.peek().filter((one) => one !== person);
}
