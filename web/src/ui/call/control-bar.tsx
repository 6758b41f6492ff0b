import type { Call } from '../../session/view.ts';
import { ControlButton } from '../elements/control-button.tsx';
import { HostIcon, InviteIcon, LeaveIcon, LockIcon, SettingsIcon, UnlockIcon } from '../elements/icons.tsx';
import { MediaToggles } from '../elements/media-toggles.tsx';
import { Mark } from '../elements/wordmark.tsx';
import { useTexts } from '../i18n-context.ts';

interface ControlBarProps {
  readonly call: Call;
  readonly onInvite: () => void;
  readonly onSettings: () => void;
  readonly onHost: () => void;
  readonly onLock: (locked: boolean) => void;
}

export function ControlBar({ call, onInvite, onSettings, onHost, onLock }: ControlBarProps) {
  const { call: texts, rooms } = useTexts();
  const isLocked = call.locked.value;
  return (
    <div class="bar">
      <p class="bar-facts">
        <Mark />
        <span>{texts.people(call.people.value.length + 1)}</span>
        {isLocked && (
          <span class="bar-locked">
            <LockIcon /> {texts.locked}
          </span>
        )}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form. */}
      <div class="controls" role="group" aria-label={texts.controls}>
        <MediaToggles media={call.media} />
        <ControlButton
          icon={<InviteIcon />}
          label={texts.invite}
          name={texts.invite}
          testId="invite"
          onClick={onInvite}
        />
        {call.isOwner.value && (
          <ControlButton
            icon={isLocked ? <LockIcon /> : <UnlockIcon />}
            label={texts.lock}
            name={texts.lockRoom}
            testId="lock"
            pressed={isLocked}
            onClick={() => onLock(!isLocked)}
          />
        )}
        {call.isOwner.value && (
          <ControlButton
            icon={<HostIcon />}
            label={rooms.owner.tools}
            name={rooms.owner.toolsName}
            testId="host"
            onClick={onHost}
          />
        )}
        <ControlButton
          icon={<SettingsIcon />}
          label={texts.settings}
          name={texts.settings}
          testId="settings"
          onClick={onSettings}
        />
        <ControlButton
          icon={<LeaveIcon />}
          label={texts.leave}
          name={texts.leaveCall}
          tone="danger"
          testId="leave"
          onClick={() => call.leave()}
        />
      </div>
    </div>
  );
}
