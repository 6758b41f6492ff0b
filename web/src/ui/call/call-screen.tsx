import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { RefusalCode } from '#protocol';
import type { Call, Person } from '../../session/view.ts';
import { DetailsHost } from '../details/details-host.tsx';
import { useSpeakerRoute } from '../devices/use-speaker-route.ts';
import { useDocumentTitle, useI18n } from '../i18n-context.ts';
import '../styles/call-page.css';
import { CallAnnouncer } from './call-announcer.tsx';
import { type ControlActions, callControls } from './call-controls.tsx';
import { CallNotices, type Refused } from './call-notices.tsx';
import { canPictureInPicture } from './can-picture-in-picture.ts';
import { CompanyAnnouncer } from './company-announcer.tsx';
import { ControlBar } from './control-bar.tsx';
import { HostDialog } from './host-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PanelHost, type PanelName } from './panel-host.tsx';
import { createPlaybackGate } from './playback-gate.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { Stage } from './stage.tsx';
import { createStageView } from './stage-view.ts';
import { useCallTexts } from './use-call-texts.ts';
import { useFullscreen } from './use-fullscreen.ts';
import { useKeysOn } from './use-keys-on.ts';
import { useLeaveWarning } from './use-leave-warning.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useWakeLock } from './use-wake-lock.ts';

/** For the screen after the call too, which is not to wait for it. */
export { ReportEntry } from '../report/report-entry.tsx';

type OpenDialog =
  | { readonly name: 'host' | 'invite' | 'settings' | 'shortcuts' }
  | { readonly name: 'remove' | 'details'; readonly person: Person };

export function CallScreen({ call }: { call: Call }) {
  const i18n = useI18n();
  const texts = useCallTexts();
  const gate = useMemo(createPlaybackGate, []);
  useSpeakerRoute(call.media.controls);
  const heading = useRef<HTMLHeadingElement>(null);
  const dialog = useSignal<OpenDialog | null>(null);
  const refused = useSignal<Refused | null>(null);
  const panel = useSignal<PanelName | null>(null);
  const reactionMenu = useRef<HTMLDivElement>(null);
  const view = useMemo(createStageView, []);
  const fullscreen = useFullscreen();
  const areKeysOn = useKeysOn();
  const hasCompany = call.people.value.length > 0;
  const isMuted = !call.media.microphoneOn.value;
  useDocumentTitle(texts.call.documentTitle(call.people.value.length + 1, isMuted, call.chat.unread.value));
  useWakeLock();
  useLeaveWarning(hasCompany);

  const closeDialog = () => {
    dialog.value = null;
  };
  async function ask(action: Refused['action'], answer: Promise<RefusalCode | null>): Promise<void> {
    refused.value = null;
    const code = await answer;
    if (code !== null) refused.value = { action, code };
  }

  const show = (name: 'host' | 'invite' | 'settings' | 'shortcuts') => () => {
    dialog.value = { name };
  };
  const actions: ControlActions = {
    onInvite: show('invite'),
    onSettings: show('settings'),
    onHost: show('host'),
    onShortcuts: show('shortcuts'),
    onLock: (locked) => void ask('lock', call.setLocked(locked)),
    onReact: () => reactionMenu.current?.showPopover(),
    onFullscreen: fullscreen.toggle,
    onPictureInPicture: canPictureInPicture() ? () => void showSmall().catch(reportError) : null,
  };
  async function showSmall(): Promise<void> {
    const { togglePictureInPicture } = await import('./picture-in-picture.tsx');
    await togglePictureInPicture(call, i18n);
  }
  const controls = callControls({ call, view, panel, isFullscreen: fullscreen.isOn.value, actions, texts });
  const shortcuts = controls.flatMap(({ shortcut: key, name, onClick: run }) =>
    key === undefined ? [] : [{ key, name, run }],
  );
  const open = dialog.value;
  useShortcuts(shortcuts, call.media, areKeysOn.value);
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
        view={view}
        onRemove={(person) => {
          dialog.value = { name: 'remove', person };
        }}
        onDetails={(person) => {
          dialog.value = { name: 'details', person };
        }}
      />
      <PanelHost call={call} panel={panel} />
      <ControlBar call={call} controls={controls} reactionMenu={reactionMenu} />
      {open?.name === 'invite' && <InviteDialog call={call} onClose={closeDialog} />}
      {open?.name === 'host' && call.isOwner.value && (
        <HostDialog
          call={call}
          onHandOver={(id) => void ask('handOver', call.handOver(id))}
          onEnd={() => void ask('end', call.endForEveryone())}
          onClose={closeDialog}
        />
      )}
      {open?.name === 'settings' && (
        <SettingsDialog media={call.media} reporting={call.reporting.value} onClose={closeDialog} />
      )}
      {open?.name === 'shortcuts' && (
        <ShortcutsDialog shortcuts={shortcuts} isOn={areKeysOn} onClose={closeDialog} />
      )}
      {open?.name === 'details' && call.people.value.includes(open.person) && (
        <DetailsHost person={open.person} onClose={closeDialog} />
      )}
      {open?.name === 'remove' && call.people.value.includes(open.person) && (
        <RemoveDialog
          person={open.person}
          onRemove={() => void ask('remove', call.removePerson(open.person.id))}
          onClose={closeDialog}
          focusAfter={heading}
        />
      )}
      <CallAnnouncer call={call} />
      <CompanyAnnouncer call={call} />
    </main>
  );
}
