import { useSignal } from '@preact/signals';
import type { LinkDetails } from '../../quality/link-details.ts';
import type { Person } from '../../session/view.ts';
import { displayName } from '../call/display-name.ts';
import { Dialog } from '../elements/dialog.tsx';
import '../styles/details.css';
import { useCallTexts } from '../call/use-call-texts.ts';
import {
  describeDetails,
  formatBitrate,
  formatGroups,
  formatMilliseconds,
  formatShare,
} from './describe-details.ts';
import { LiveChart } from './live-chart.tsx';

/** Two minutes, as `PersonQuality.history`. */
const CHART_LENGTH = 60;

export interface DetailsDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

/** How the connection to one person is, while one looks at it. */
export function DetailsDialog({ person, onClose }: DetailsDialogProps) {
  const texts = useCallTexts();
  const { quality } = texts;
  const heading = quality.open(displayName(person, texts));
  const history = person.connection.history.value;
  const newest = history.at(-1);
  const groups = newest === undefined ? [] : describeDetails(newest, person.path.value, texts);
  return (
    <Dialog title={heading} onClose={onClose}>
      {newest === undefined ? <p>{quality.measuring}</p> : <Charts history={history} />}
      {groups.map(({ title, rows }) => (
        <section key={title} class="details-group">
          <h3>{title}</h3>
          <dl class="facts" data-testid="details-facts">
            {rows.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {newest !== undefined && <CopyButton text={() => formatGroups(heading, groups)} />}
    </Dialog>
  );
}

function Charts({ history }: { history: readonly LinkDetails[] }) {
  const { quality } = useCallTexts();
  const { receiving, sending } = quality.groups;
  const line = (label: string, read: (details: LinkDetails) => number | null) => ({
    label,
    values: history.map(read),
  });
  return (
    <div class="live-charts">
      <LiveChart
        title={quality.bitrateChart}
        lines={[line(receiving, (one) => one.receiving.bitrate), line(sending, (one) => one.sending.bitrate)]}
        {...{ length: CHART_LENGTH, leastMaximum: 100_000, format: formatBitrate }}
      />
      <LiveChart
        title={quality.roundTrip}
        lines={[line('', (one) => one.roundTripMs)]}
        {...{ length: CHART_LENGTH, leastMaximum: 100, format: formatMilliseconds }}
      />
      <LiveChart
        title={quality.loss}
        lines={[line(receiving, (one) => one.receiving.loss), line(sending, (one) => one.sending.loss)]}
        {...{ length: CHART_LENGTH, leastMaximum: 0.05, format: formatShare }}
      />
    </div>
  );
}

function CopyButton({ text }: { text: () => string }) {
  const { quality } = useCallTexts();
  const state = useSignal<'idle' | 'copied' | 'failed'>('idle');
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text());
      state.value = 'copied';
    } catch {
      // Refused by the browser: the person is told what they can do instead.
      state.value = 'failed';
    }
  }
  return (
    <div class="details-copy">
      <button type="button" class="button" data-testid="copy-details" onClick={copy}>
        {state.value === 'copied' ? quality.copied : quality.copy}
      </button>
      <p role="status">{state.value === 'failed' && quality.copyFailed}</p>
    </div>
  );
}
