import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Call } from '../../session/view.ts';
import { useI18n } from '../i18n-context.ts';
import { type Attendance, announceChanges } from './announcements.ts';
import { displayName } from './display-name.ts';

/** Tells screen readers who comes and goes, and whether the room is locked. Nothing of it is visible. */
export function CallAnnouncer({ call }: { call: Call }) {
  const { texts } = useI18n();
  const message = useSignal('');
  const before = useRef<readonly Attendance[]>([]);
  const greeted = useRef<ReadonlySet<string>>(new Set());
  const wasLocked = useRef(call.locked.peek());

  useSignalEffect(() => {
    const after = call.people.value.map((person) => ({
      id: person.id,
      name: displayName(person, texts.value),
      link: person.link.value,
    }));
    const told = announceChanges(before.current, after, greeted.current, texts.value.call.announce);
    before.current = after;
    greeted.current = told.greeted;
    if (told.messages.length > 0) message.value = told.messages.join(' ');
  });
  useSignalEffect(() => {
    if (call.locked.value === wasLocked.current) return;
    wasLocked.current = call.locked.value;
    const { locked, unlocked } = texts.peek().call.announce;
    message.value = call.locked.value ? locked : unlocked;
  });

  return (
    <p class="visually-hidden" role="log" aria-live="polite">
      {message}
    </p>
  );
}
