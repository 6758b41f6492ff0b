import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CallReporting } from '../../session/view.ts';
import { Notice } from '../elements/notice.tsx';
import { useReportDialog } from './use-report-dialog.tsx';
import { useReportTexts } from './use-report-texts.ts';

/** Says that the page has told the operator by itself, and lets the person add what they know. */
export function ReportNotice({ reporting }: { reporting: CallReporting }) {
  const texts = useReportTexts();
  const isShown = useSignal(false);
  useEffect(() => {
    void reporting.toldByItself.then(() => {
      isShown.value = true;
    });
  }, [reporting]);
  const { open, dialog } = useReportDialog(reporting);
  const more = (
    <button type="button" class="button button-secondary" data-testid="report-more" onClick={open}>
      {texts.open}
    </button>
  );
  const close = () => {
    isShown.value = false;
  };
  return (
    <>
      {isShown.value && (
        <Notice role="status" testId="report-told" action={more} onClose={close}>
          {texts.told}
        </Notice>
      )}
      {dialog}
    </>
  );
}
