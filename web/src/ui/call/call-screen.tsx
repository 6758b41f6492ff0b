import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { RefusalCode } from '#protocol';
import type { Call, Person } from '../../session/view.ts';
import { useDocumentTitle, useTexts } from '../i18n-context.ts';
import { CallAnnouncer } from './call-announcer.tsx';
import { CallNotices, type Refused } from './call-notices.tsx';
import { ControlBar } from './control-bar.tsx';
import { HostDialog } from './host-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { createPlaybackGate } from './playback-gate.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { Stage } from './stage.tsx';

type OpenDialog =
  | { readonly name: 'host' | 'invite' | 'settings' }
  | { readonly name: 'remove'; readonly person: Person };

export function CallScreen({ call }: { call: Call }) {
  const texts = useTexts();
  const gate = useMemo(createPlaybackGate, []);
  const heading = useRef<HTMLHeadingElement>(null);
  const dialog = useSignal<OpenDialog | null>(null);
  const refused = useSignal<Refused | null>(null);
  useDocumentTitle(texts.call.documentTitle(call.people.value.length + 1));

  const closeDialog = () => {
    dialog.value = null;
  };
  async function ask(action: Refused['action'], answer: Promise<RefusalCode | null>): Promise<void> {
    refused.value = null;
    const code = await answer;
    if (code !== null) refused.value = { action, code };
  }

  const open = dialog.value;
  return (
    <main class="call">
      <h1 ref={heading} class="visually-hidden" tabIndex={-1}>
        {texts.call.title}
      </h1>
      <CallNotices
        call={call}
        gate={gate}
        refused={refused}
        onAnswerVisitor={(visitor, admit) => void ask('visitor', call.answerVisitor(visitor.id, admit))}
      />
      <Stage
        call={call}
        gate={gate}
        onRemove={(person) => {
          dialog.value = { name: 'remove', person };
        }}
      />
      <ControlBar
        call={call}
        onInvite={() => {
          dialog.value = { name: 'invite' };
        }}
        onSettings={() => {
          dialog.value = { name: 'settings' };
        }}
        onHost={() => {
          dialog.value = { name: 'host' };
        }}
        onLock={(locked) => void ask('lock', call.setLocked(locked))}
      />
      {open?.name === 'invite' && <InviteDialog call={call} onClose={closeDialog} />}
      {open?.name === 'host' && call.isOwner.value && (
        <HostDialog
          call={call}
          onHandOver={(id) => void ask('handOver', call.handOver(id))}
          onEnd={() => void ask('end', call.endForEveryone())}
          onClose={closeDialog}
        />
      )}
      {open?.name === 'settings' && <SettingsDialog media={call.media} onClose={closeDialog} />}
      {open?.name === 'remove' && call.people.value.includes(open.person) && (
        <RemoveDialog
          person={open.person}
          onRemove={() => void ask('remove', call.removePerson(open.person.id))}
          onClose={closeDialog}
          focusAfter={heading}
        />
      )}
      <CallAnnouncer call={call} />
    </main>
  );
}
