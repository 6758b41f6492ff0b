import { useSignal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import type { CallReporting } from '../../session/view.ts';
import { Dialog } from '../elements/dialog.tsx';
import type { ReportDialogProps } from './report-dialog.tsx';
import { useReportTexts } from './use-report-texts.ts';

/** The dialog of a report, to be drawn where there is room for one. It is loaded when somebody first asks for it. */
export function useReportDialog(reporting: CallReporting): {
  readonly open: () => void;
  readonly dialog: ComponentChildren;
} {
  const texts = useReportTexts();
  const view = useSignal<ComponentType<ReportDialogProps> | 'failed' | null>(null);
  const close = () => {
    view.value = null;
  };
  async function load(): Promise<void> {
    try {
      const { ReportDialog } = await import('./report-dialog.tsx');
      view.value = ReportDialog;
    } catch {
      // No network, or another build by now: the person is told.
      view.value = 'failed';
    }
  }
  const View = view.value;
  const failed = (
    <Dialog title={texts.open} onClose={close}>
      <p role="alert">{texts.loadFailed}</p>
    </Dialog>
  );
  return {
    open: () => void load(),
    dialog: View === 'failed' ? failed : View !== null && <View reporting={reporting} onClose={close} />,
  };
}
