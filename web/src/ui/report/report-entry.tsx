import type { CallReporting } from '../../session/view.ts';
import { useReportDialog } from './use-report-dialog.tsx';
import { useReportTexts } from './use-report-texts.ts';

/** The button that opens a report, for wherever there is trouble or has been. */
export function ReportEntry({ reporting }: { reporting: CallReporting }) {
  const texts = useReportTexts();
  const { open, dialog } = useReportDialog(reporting);
  return (
    <>
      <button type="button" class="button button-secondary" data-testid="report" onClick={open}>
        {texts.open}
      </button>
      {dialog}
    </>
  );
}
