import { signal } from '@preact/signals-core';
import { createTokenBucket } from '../token-bucket.ts';
import type { ChannelContent } from './channel-content.ts';
import type { Participant, Participants } from './participants.ts';
import type { Clock } from './ports.ts';
import type { Person, Reaction, ReactionKind, Reactions } from './view.ts';

export const REACTION_SHOWN_MS = 4_000;
/** Why twelve: a whole room that claps at once, and no more than a screen can show. */
export const MAX_REACTIONS_SHOWN = 12;
/** What this person presses beyond that is not sent. */
const SENDING = { burst: 5, perSecond: 1 };

export interface ReactionsOptions {
  readonly participants: Participants;
  readonly clock: Clock;
  /** Whether it is on its way: a reaction that is late is none, so nobody tries again. */
  readonly send: (participant: Participant, content: ChannelContent) => boolean;
}

export interface ReactionsWithPeers {
  readonly reactions: Reactions;
  handleReaction(from: Participant, kind: ReactionKind): void;
  close(): void;
}

export function createReactions({ participants, clock, send }: ReactionsOptions): ReactionsWithPeers {
  const recent = signal<readonly Reaction[]>([]);
  const sending = createTokenBucket({ clock, ...SENDING });
  const timers = new Set<() => void>();
  let count = 0;

  function show(kind: ReactionKind, from: Person | null): void {
    const reaction: Reaction = { id: `${++count}`, kind, from };
    recent.value = [...recent.peek(), reaction].slice(-MAX_REACTIONS_SHOWN);
    const cancel = clock.schedule(() => {
      timers.delete(cancel);
      recent.value = recent.peek().filter((one) => one !== reaction);
    }, REACTION_SHOWN_MS);
    timers.add(cancel);
  }

  return {
    reactions: {
      recent,
      send(kind) {
        if (!sending.take()) return;
        show(kind, null);
        for (const participant of participants.all()) send(participant, { type: 'reaction', reaction: kind });
      },
    },
    handleReaction: (from, kind) => show(kind, from),
    close() {
      for (const cancel of timers) cancel();
      timers.clear();
      recent.value = [];
    },
  };
}
