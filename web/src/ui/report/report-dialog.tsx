import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { type CallReport, MAX_COMMENT_CHARACTERS } from '#protocol';
import type { CallReporting, ReportOutcome } from '../../session/view.ts';
import { Dialog } from '../elements/dialog.tsx';
import '../styles/report.css';
import { useReportTexts } from './use-report-texts.ts';

export interface ReportDialogProps {
  readonly reporting: CallReporting;
  readonly onClose: () => void;
}

/** Shows a report as it will be sent, takes a comment into it, and sends it when it is told to. */
export function ReportDialog({ reporting, onClose }: ReportDialogProps) {
  const texts = useReportTexts();
  const comment = useSignal('');
  const state = useSignal<ReportOutcome | 'idle' | 'sending'>('idle');
  // What is shown is what is sent, also when the call goes on meanwhile.
  const facts = useMemo(() => reporting.prepare(''), [reporting]);
  const text = comment.value.trim();
  const report: CallReport = text === '' ? facts : { ...facts, comment: text };
  const commentId = useId();
  async function send(): Promise<void> {
    state.value = 'sending';
    state.value = await reporting.send(report);
  }
  const isDone = state.value === 'sent';
  const isSending = state.value === 'sending';
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <div class="report">
        <p>{texts.lead}</p>
        <label class="label" for={commentId}>
          {texts.comment}
        </label>
        <textarea
          id={commentId}
          class="report-comment"
          rows={3}
          maxLength={MAX_COMMENT_CHARACTERS}
          readOnly={isDone || isSending}
          data-testid="report-comment"
          onInput={(event) => {
            comment.value = event.currentTarget.value;
          }}
        />
        <section
          class="report-contents"
          aria-label={texts.contents}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
          tabIndex={0}
        >
          <pre data-testid="report-contents">{JSON.stringify(report, null, 2)}</pre>
        </section>
        <div class="actions">
          {!isDone && (
            <button
              type="button"
              class="button button-primary"
              aria-disabled={isSending}
              data-testid="report-send"
              onClick={() => {
                if (!isSending) void send();
              }}
            >
              {isSending ? texts.sending : texts.send}
            </button>
          )}
        </div>
        <p role="status" data-testid="report-outcome">
          {state.value !== 'idle' && state.value !== 'sending' && texts.outcome[state.value]}
        </p>
      </div>
    </Dialog>
  );
}
