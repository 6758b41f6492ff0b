import { useEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../elements/icons.tsx';
import '../styles/panel.css';
import { ChatPanel } from './chat-panel.tsx';
import type { PanelName, PanelProps } from './panel-host.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { useCallTexts } from './use-call-texts.ts';

const NAMES: readonly PanelName[] = ['chat', 'people'];
/** Where the panel is a sheet over the call, and holds the focus; as in panel.css. */
const SHEET = '(width < 900px), (height < 500px)';

export function SidePanel({ call, panel, draft }: PanelProps) {
  const { company, common } = useCallTexts();
  const element = useRef<HTMLDialogElement>(null);
  const shown = panel.value ?? 'chat';
  const close = () => {
    panel.value = null;
  };
  useEffect(() => {
    const before = document.activeElement;
    const sheet = matchMedia(SHEET);
    const open = () => {
      element.current?.close();
      if (sheet.matches) element.current?.showModal();
      else element.current?.show();
    };
    open();
    sheet.addEventListener('change', open);
    return () => {
      sheet.removeEventListener('change', open);
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    call.chat.isShown.value = shown === 'chat';
    return () => {
      call.chat.isShown.value = false;
    };
  }, [shown]);
  return (
    <dialog
      ref={element}
      class="panel"
      aria-label={company[shown]}
      data-testid="panel"
      onClose={() => {
        // It was only opened anew, in the other way.
        if (element.current?.open !== true) close();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) close();
      }}
    >
      <header class="panel-header">
        <div class="segments" role="tablist" aria-label={company.panel}>
          {NAMES.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`panel-tab-${name}`}
              aria-selected={shown === name}
              aria-controls="panel-content"
              tabIndex={shown === name ? 0 : -1}
              class="panel-tab"
              data-testid={`tab-${name}`}
              onClick={() => {
                panel.value = name;
              }}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
                const other = name === 'chat' ? 'people' : 'chat';
                panel.value = other;
                document.getElementById(`panel-tab-${other}`)?.focus();
              }}
            >
              {company[name]}
            </button>
          ))}
        </div>
        <button type="button" class="button-icon" aria-label={common.close} onClick={close}>
          <CloseIcon />
        </button>
      </header>
      <div id="panel-content" class="panel-content" role="tabpanel" aria-labelledby={`panel-tab-${shown}`}>
        {shown === 'chat' ? <ChatPanel call={call} draft={draft} /> : <PeoplePanel call={call} />}
      </div>
    </dialog>
  );
}
