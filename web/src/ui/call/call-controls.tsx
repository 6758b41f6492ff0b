import type { Signal } from '@preact/signals';
import type { Call } from '../../session/view.ts';
import { Badge } from '../elements/badge.tsx';
import type { ControlButtonProps } from '../elements/control-button.tsx';
import { cameraToggle, microphoneToggle } from '../elements/media-toggles.tsx';
import {
  ChatIcon,
  FullscreenIcon,
  HandIcon,
  HostIcon,
  InviteIcon,
  KeyboardIcon,
  LeaveIcon,
  LockIcon,
  PeopleIcon,
  PictureInPictureIcon,
  ReactionIcon,
  ScreenIcon,
  SelfViewIcon,
  SettingsIcon,
  SpeakerViewIcon,
  StopSharingIcon,
  UnlockIcon,
} from './call-icons.tsx';
import type { PanelName } from './panel-host.tsx';
import type { StageView } from './stage-view.ts';
import type { TextsOfCall } from './use-call-texts.ts';

/**
 * One thing that a person can do in a call. Its name is shown in the menu, in the tip and in the list of shortcuts.
 * `bar`: always in the bar (with “More” and `end` at most six, or they do not fit a phone of 320 px). `roomy`: in the
 * bar where there is room, else behind “More”. `more`: always there. `end`: the last in the bar.
 */
export interface Control extends Omit<ControlButtonProps, 'keyHint'> {
  readonly place: 'bar' | 'roomy' | 'more' | 'end';
  /** A single key, as `KeyboardEvent.key` in lower case. */
  readonly shortcut?: string;
}

export interface ControlActions {
  readonly onInvite: () => void;
  readonly onSettings: () => void;
  readonly onHost: () => void;
  readonly onLock: (locked: boolean) => void;
  readonly onShortcuts: () => void;
  /** Shows the reactions to choose from. */
  readonly onReact: () => void;
  readonly onFullscreen: () => void;
  /** Null where the browser has none. */
  readonly onPictureInPicture: (() => void) | null;
}

export interface ControlFacts {
  readonly call: Call;
  readonly view: StageView;
  readonly panel: Signal<PanelName | null>;
  /** Null where the browser has no full screen. */
  readonly isFullscreen: boolean | null;
  readonly actions: ControlActions;
  readonly texts: TextsOfCall;
}

/** The table of controls, in the order in which they stand: whatever is to be added goes here, and nowhere else. */
export function callControls({
  call,
  view,
  panel,
  isFullscreen,
  actions,
  texts,
}: ControlFacts): readonly Control[] {
  const { call: words, stage, company, rooms } = texts;
  const { screen } = call;
  const isSharing = screen.stream.value !== null;
  const unread = call.chat.unread.value;
  const isHandRaised = call.hand.value !== null;
  const togglePanel = (name: PanelName) => () => {
    panel.value = panel.peek() === name ? null : name;
  };
  const isLocked = call.locked.value;
  const hasCompany = call.people.value.length > 0;
  const isSpeakerView = view.speakerView.value;
  const isOwnHidden = view.ownHidden.value;
  const controls: readonly (Control | false)[] = [
    { ...microphoneToggle(call.media, texts), place: 'bar', shortcut: 'm' },
    { ...cameraToggle(call.media, texts), place: 'bar', shortcut: 'v' },
    screen.isSupported && {
      ...{ place: 'bar', testId: 'share-screen', on: !isSharing },
      icon: isSharing ? <StopSharingIcon /> : <ScreenIcon />,
      label: isSharing ? company.stop : company.share,
      name: isSharing ? company.stopSharing : company.shareScreen,
      onClick: () => (isSharing ? screen.stop() : void screen.start()),
    },
    {
      ...{ place: 'bar', testId: 'chat', shortcut: 'c', pressed: panel.value === 'chat' },
      icon: (
        <>
          <ChatIcon />
          <Badge count={unread} />
        </>
      ),
      label: company.chat,
      name: company.chat,
      description: unread > 0 ? company.unread(unread) : undefined,
      onClick: togglePanel('chat'),
    },
    hasCompany && {
      ...{ place: 'roomy', testId: 'hand', shortcut: 'h', pressed: isHandRaised, icon: <HandIcon /> },
      label: company.hand,
      name: isHandRaised ? company.lowerHand : company.raiseHand,
      onClick: () => call.setHandRaised(!isHandRaised),
    },
    hasCompany && {
      ...{ place: 'roomy', testId: 'react', shortcut: 'r' },
      ...{ icon: <ReactionIcon />, label: company.react, name: company.react },
      onClick: actions.onReact,
    },
    {
      ...{ place: 'roomy', testId: 'people', pressed: panel.value === 'people', icon: <PeopleIcon /> },
      ...{ label: company.people, name: company.whoIsHere(words.people(call.people.value.length + 1)) },
      onClick: togglePanel('people'),
    },
    {
      ...{ place: 'roomy', testId: 'invite', shortcut: 'i' },
      ...{ icon: <InviteIcon />, label: words.invite, name: words.invite },
      onClick: actions.onInvite,
    },
    call.isOwner.value && {
      ...{ place: 'roomy', testId: 'lock', pressed: isLocked },
      ...{ icon: isLocked ? <LockIcon /> : <UnlockIcon />, label: words.lock, name: words.lockRoom },
      onClick: () => actions.onLock(!isLocked),
    },
    call.isOwner.value && {
      ...{ place: 'more', testId: 'host', icon: <HostIcon /> },
      ...{ label: rooms.owner.tools, name: rooms.owner.toolsName },
      onClick: actions.onHost,
    },
    {
      ...{ place: 'roomy', testId: 'settings' },
      ...{ icon: <SettingsIcon />, label: words.settings, name: words.settings },
      onClick: actions.onSettings,
    },
    call.people.value.length > 1 && {
      ...{ place: 'more', testId: 'speaker-view', shortcut: 'l', pressed: isSpeakerView },
      ...{ icon: <SpeakerViewIcon />, label: stage.speakerView, name: stage.speakerView },
      onClick() {
        view.speakerView.value = !isSpeakerView;
      },
    },
    (hasCompany || isOwnHidden) && {
      ...{ place: 'more', testId: 'hide-own', pressed: isOwnHidden },
      ...{ icon: <SelfViewIcon />, label: stage.hideOwn, name: stage.hideOwn },
      onClick() {
        view.ownHidden.value = !isOwnHidden;
      },
    },
    isFullscreen !== null && {
      ...{ place: 'more', testId: 'fullscreen', shortcut: 'f', pressed: isFullscreen },
      ...{ icon: <FullscreenIcon />, label: stage.fullscreen, name: stage.fullscreen },
      onClick: actions.onFullscreen,
    },
    hasCompany &&
      actions.onPictureInPicture !== null && {
        ...{ place: 'more', testId: 'picture-in-picture', shortcut: 'p' },
        ...{ icon: <PictureInPictureIcon />, label: stage.pictureInPicture, name: stage.pictureInPicture },
        onClick: actions.onPictureInPicture,
      },
    {
      ...{ place: 'more', testId: 'shortcuts', shortcut: '?' },
      ...{ icon: <KeyboardIcon />, label: stage.shortcuts, name: stage.shortcuts },
      onClick: actions.onShortcuts,
    },
    {
      ...{ place: 'end', testId: 'leave', tone: 'danger' },
      ...{ icon: <LeaveIcon />, label: words.leave, name: words.leaveCall },
      onClick: () => call.leave(),
    },
  ];
  return controls.filter((control) => control !== false);
}
