import { type Signal, useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Call } from '../../session/view.ts';
import { Notice } from '../elements/notice.tsx';
import { useCallTexts } from './use-call-texts.ts';

export type PanelName = 'chat' | 'people';

export interface PanelProps {
  readonly call: Call;
  readonly panel: Signal<PanelName | null>;
  /** What was typed and not sent, kept while the panel is closed. */
  readonly draft: Signal<string>;
}

/** The panel beside the call. It is loaded when somebody first opens it. */
export function PanelHost({ call, panel }: Omit<PanelProps, 'draft'>) {
  const { company } = useCallTexts();
  const view = useSignal<ComponentType<PanelProps> | 'failed' | null>(null);
  const draft = useSignal('');
  const isOpen = panel.value !== null;
  useEffect(() => {
    if (!isOpen || typeof view.peek() === 'function') return;
    view.value = null;
    import('./side-panel.tsx').then(
      ({ SidePanel }) => {
        view.value = SidePanel;
      },
      () => {
        view.value = 'failed';
      },
    );
  }, [isOpen]);
  const Panel = view.value;
  if (!isOpen || Panel === null) return null;
  if (Panel === 'failed')
    return (
      <div class="panel-failed">
        <Notice
          role="alert"
          tone="problem"
          onClose={() => {
            panel.value = null;
          }}
        >
          {company.panelFailed}
        </Notice>
      </div>
    );
  return <Panel call={call} panel={panel} draft={draft} />;
}
