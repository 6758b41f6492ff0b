import type { CallReport } from '#protocol';
import type { ReportView } from '../../status/view.ts';
import { ChevronIcon } from '../elements/icons.tsx';
import { FactList, type FactRow } from './fact-card.tsx';
import { useStatusTexts } from './use-status-texts.ts';

/** What pages told of their calls, the newest first. */
export function ReportSection({ reports }: { reports: readonly ReportView[] | null }) {
  const { reports: texts } = useStatusTexts();
  return (
    <section class="section-card" aria-labelledby="status-reports">
      <h2 id="status-reports">{texts.title}</h2>
      <p>{texts.lead}</p>
      {reports?.length === 0 && <p class="hint">{texts.none}</p>}
      <ul class="status-list">
        {reports?.toReversed().map((one) => (
          <ReportItem key={one.receivedAt} {...one} />
        ))}
      </ul>
    </section>
  );
}

function ReportItem({ receivedAt, report }: ReportView) {
  const { reports: texts, guests, time } = useStatusTexts();
  const { verdict, cause, browser, build, reason, comment, dropped, timeline } = report;
  const family = guests.browsers[browser.family] ?? browser.family;
  return (
    <li class="status-item" data-testid="call-report" data-verdict={verdict}>
      <h3>
        {cause === null
          ? texts.verdicts[verdict]
          : texts.withCause(texts.verdicts[verdict], texts.causes[cause])}
      </h3>
      <p class="hint">
        {time(new Date(receivedAt))} · {texts.facts(family, browser.majorVersion, build)} ·{' '}
        {texts.reasons[reason]}
      </p>
      {comment !== undefined && (
        <blockquote aria-label={texts.comment} class="status-comment">
          {comment}
        </blockquote>
      )}
      <details class="checkup-details">
        <summary>
          {texts.timeline}
          <ChevronIcon />
        </summary>
        {dropped > 0 && <p class="hint">{texts.dropped(dropped)}</p>}
        <ol class="status-timeline">
          {timeline.map((event, index) => (
            <li key={index} class="status-event" data-status={event.status}>
              <TimelineEvent event={event} />
            </li>
          ))}
        </ol>
        <FactList rows={factsOf(report, texts)} />
      </details>
    </li>
  );
}

function TimelineEvent({ event }: { event: CallReport['timeline'][number] }) {
  const { reports: texts, paths } = useStatusTexts();
  const { atMs, peer, status, step, path } = event;
  const more = [step && texts.steps[step], path && paths.names[path]].filter(Boolean);
  return (
    <>
      <span class="status-moment">{texts.seconds(atMs)}</span>
      <span>
        {texts.person(peer)} {texts.statuses[status]}
        {more.length > 0 && ` (${more.join(', ')})`}
      </span>
    </>
  );
}

function factsOf(
  { candidates, candidateErrors, pairs }: CallReport,
  texts: ReturnType<typeof useStatusTexts>['reports'],
): readonly FactRow[] {
  const candidateText = candidates.map(({ type, protocol, count }) => `${type}/${protocol} ×${count}`);
  const errorText = candidateErrors.map(({ server, code, count }) => `${server} ${code} ×${count}`);
  return [
    ...(candidateText.length === 0 ? [] : ([[texts.candidates, candidateText.join(', ')]] as const)),
    ...(errorText.length === 0 ? [] : ([[texts.errors, errorText.join(', ')]] as const)),
    ...pairs.map((pair): FactRow => [`${texts.pairs} · ${texts.person(pair.peer)}`, pairText(pair, texts)]),
  ];
}

function pairText(
  pair: CallReport['pairs'][number],
  texts: ReturnType<typeof useStatusTexts>['reports'],
): string {
  const { local, remote, relayProtocol, roundTripMs, sendingBitsPerSecond, receivingBitsPerSecond } = pair;
  const rate = (bits: number | null) => (bits === null ? '?' : texts.megabits(bits));
  const loss = pair.receivingLoss ?? pair.sendingLoss;
  return [
    `${local}–${remote}${relayProtocol === null ? '' : ` (${relayProtocol})`}`,
    roundTripMs === null ? '' : `${Math.round(roundTripMs)} ms`,
    texts.rates(rate(sendingBitsPerSecond), rate(receivingBitsPerSecond)),
    loss === null ? '' : texts.loss(loss),
  ]
    .filter(Boolean)
    .join(', ');
}
