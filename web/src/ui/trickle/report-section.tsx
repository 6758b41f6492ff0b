import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { toExport } from '../../trickle/to-export.ts';
import type { Run } from '../../trickle/trickle-run.ts';
import { CopyButton } from './copy-button.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

const FILE_NAME = 'burrow-trickle.json';

/** The result to take along; private unless somebody wants it otherwise. */
export function ReportSection({ run }: { run: Run }) {
  const { report } = useTrickleTexts();
  const isPrivate = useSignal(true);
  const id = useId();
  const json = () => JSON.stringify(toExport(run, isPrivate.value), null, 2);
  return (
    <section class="section-card" aria-labelledby="trickle-report">
      <h2 id="trickle-report">{report.title}</h2>
      <p>{report.hint}</p>
      <label class="switch">
        <input
          type="checkbox"
          checked={isPrivate.value}
          aria-describedby={id}
          data-testid="leave-out-addresses"
          onChange={(event) => {
            isPrivate.value = event.currentTarget.checked;
          }}
        />
        <span class="switch-text">
          <span>{report.leaveOut}</span>
          <span id={id} class="hint">
            {isPrivate.value ? report.leaveOutHint : report.withAddresses}
          </span>
        </span>
      </label>
      <div class="actions">
        <CopyButton text={report.copy} testId="copy-report" content={json} />
        <button
          type="button"
          class="button button-secondary"
          data-testid="save-report"
          onClick={() => save(json())}
        >
          {report.download}
        </button>
      </div>
    </section>
  );
}

function save(json: string): void {
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = FILE_NAME;
  link.click();
  URL.revokeObjectURL(url);
}
