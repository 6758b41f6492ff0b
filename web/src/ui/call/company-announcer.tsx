import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Call } from '../../session/view.ts';
import { displayName } from './display-name.ts';
import { useLiveCallTexts } from './use-call-texts.ts';

/** Tells screen readers what the others do without a voice: hands, screens, reactions, messages in a chat that is closed. */
export function CompanyAnnouncer({ call }: { call: Call }) {
  const texts = useLiveCallTexts();
  const message = useSignal('');
  const hands = useRef(new Set<string>());
  const screens = useRef(new Set<string>());
  const lastReaction = useRef(0);
  const lastMessage = useRef(call.chat.messages.peek().at(-1)?.id);

  useSignalEffect(() => {
    const { announce } = texts.value.company;
    const told: string[] = [];
    for (const person of call.people.value) {
      const name = displayName(person, texts.value);
      if (turned(hands.current, person.id, person.hand.value !== null) === true)
        told.push(announce.hand(name));
      const screen = turned(screens.current, person.id, person.screen.value !== null);
      if (screen !== null) told.push(screen ? announce.shares(name) : announce.sharesNoMore(name));
    }
    if (told.length > 0) message.value = told.join(' ');
  });
  useSignalEffect(() => {
    const { announce, reactions } = texts.peek().company;
    const fresh = call.reactions.recent.value.filter(({ id }) => Number(id) > lastReaction.current);
    lastReaction.current = Math.max(lastReaction.current, ...fresh.map(({ id }) => Number(id)));
    const told = fresh.flatMap(({ from, kind }) =>
      from === null ? [] : [announce.reaction(displayName(from, texts.peek()), reactions[kind])],
    );
    if (told.length > 0) message.value = told.join(' ');
  });
  useSignalEffect(() => {
    const newest = call.chat.messages.value.at(-1);
    if (newest === undefined || newest.id === lastMessage.current) return;
    lastMessage.current = newest.id;
    // An open chat is a live region of its own.
    if (newest.from === null || call.chat.isShown.peek()) return;
    const { announce } = texts.peek().company;
    message.value = announce.message(displayName(newest.from, texts.peek()), newest.text);
  });

  return (
    <p class="visually-hidden" role="log" aria-live="polite" data-testid="company-announcer">
      {message}
    </p>
  );
}

/** What is now, where it was otherwise before; null where nothing has changed. */
function turned(set: Set<string>, id: string, is: boolean): boolean | null {
  if (set.has(id) === is) return null;
  if (is) set.add(id);
  else set.delete(id);
  return is;
}
