import type { Signal } from '@preact/signals';
import type { Call } from '../../session/view.ts';
import { ControlButton } from '../elements/control-button.tsx';
import { InviteIcon, LeaveIcon, LockIcon, SettingsIcon, UnlockIcon } from '../elements/icons.tsx';
import { MediaToggles } from '../elements/media-toggles.tsx';
import { Mark } from '../elements/wordmark.tsx';
import { useTexts } from '../i18n-context.ts';
import { CompanyControls } from './company-controls.tsx';
import type { PanelName } from './panel-host.tsx';

interface ControlBarProps {
  readonly call: Call;
  readonly panel: Signal<PanelName | null>;
  readonly onInvite: () => void;
  readonly onSettings: () => void;
  readonly onLock: (locked: boolean) => void;
}

export function ControlBar({ call, panel, onInvite, onSettings, onLock }: ControlBarProps) {
  const { call: texts, company } = useTexts();
  const isLocked = call.locked.value;
  return (
    <div class="bar">
      <p class="bar-facts">
        <Mark />
        <button
          type="button"
          class="bar-people"
          aria-label={company.whoIsHere(texts.people(call.people.value.length + 1))}
          aria-pressed={panel.value === 'people'}
          data-testid="people"
          onClick={() => {
            panel.value = panel.value === 'people' ? null : 'people';
          }}
        >
          {texts.people(call.people.value.length + 1)}
        </button>
        {isLocked && (
          <span class="bar-locked">
            <LockIcon /> {texts.locked}
          </span>
        )}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form. */}
      <div class="controls" role="group" aria-label={texts.controls}>
        <MediaToggles media={call.media} />
        <CompanyControls call={call} panel={panel} />
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
