import type { ReadonlySignal, Signal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { type Call, REACTIONS } from '../../session/view.ts';
import { ControlButton } from '../elements/control-button.tsx';
import { ChatIcon, HandIcon, ReactionIcon, ScreenIcon, StopSharingIcon } from '../elements/icons.tsx';
import { useI18n, useTexts } from '../i18n-context.ts';
import type { PanelName } from './panel-host.tsx';

interface CompanyControlsProps {
  readonly call: Call;
  readonly panel: Signal<PanelName | null>;
}

/** Share, chat, and the small words that need no voice. */
export function CompanyControls({ call, panel }: CompanyControlsProps) {
  const { company } = useTexts();
  const { screen } = call;
  const isSharing = screen.stream.value !== null;
  return (
    <>
      {screen.isSupported && (
        <ControlButton
          icon={isSharing ? <StopSharingIcon /> : <ScreenIcon />}
          label={isSharing ? company.stop : company.share}
          name={isSharing ? company.stopSharing : company.shareScreen}
          testId="share-screen"
          on={!isSharing}
          onClick={() => (isSharing ? screen.stop() : void screen.start())}
        />
      )}
      <ChatButton unread={call.chat.unread} panel={panel} />
      <ReactionButton call={call} />
    </>
  );
}

function ChatButton({ unread, panel }: { unread: ReadonlySignal<number>; panel: Signal<PanelName | null> }) {
  const { company } = useTexts();
  const isOpen = panel.value === 'chat';
  const count = unread.value;
  const icon = (
    <>
      <ChatIcon />
      {count > 0 && (
        <span class="badge" aria-hidden="true" data-testid="unread">
          {count > MOST_COUNTED ? `${MOST_COUNTED}+` : count}
        </span>
      )}
    </>
  );
  return (
    <ControlButton
      icon={icon}
      label={company.chat}
      name={count > 0 ? company.chatUnread(count) : company.chat}
      testId="chat"
      pressed={isOpen}
      onClick={() => {
        panel.value = isOpen ? null : 'chat';
      }}
    />
  );
}

function ReactionButton({ call }: { call: Call }) {
  const { company } = useI18n().texts.value;
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const isRaised = call.hand.value !== null;
  return (
    <>
      <button
        type="button"
        class="control"
        aria-label={company.react}
        title={company.react}
        data-testid="react"
        data-raised={isRaised}
        popovertarget={id}
      >
        <span class="control-icon">{isRaised ? <HandIcon /> : <ReactionIcon />}</span>
        <span class="control-label">{company.react}</span>
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form. */}
      <div ref={popover} id={id} popover="auto" class="reaction-menu" role="group" aria-label={company.react}>
        <div class="reaction-kinds">
          {REACTIONS.map((kind) => (
            <button
              key={kind}
              type="button"
              class="button-icon reaction-kind"
              aria-label={company.reactions[kind]}
              title={company.reactions[kind]}
              data-testid="reaction"
              onClick={() => call.reactions.send(kind)}
            >
              {kind}
            </button>
          ))}
        </div>
        <button
          type="button"
          class="button button-secondary"
          data-testid="hand"
          onClick={() => {
            call.setHandRaised(!isRaised);
            popover.current?.hidePopover();
          }}
        >
          <HandIcon /> {isRaised ? company.lowerHand : company.raiseHand}
        </button>
      </div>
    </>
  );
}

const MOST_COUNTED = 99;
