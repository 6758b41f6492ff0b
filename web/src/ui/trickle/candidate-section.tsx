import { CANDIDATE_TYPES, type FoundCandidate } from '../../trickle/found-candidate.ts';
import type { Run } from '../../trickle/trickle-run.ts';
import { useMediaQuery } from '../elements/use-media-query.ts';
import { CANDIDATE_COLUMNS, candidateCells } from './candidate-cells.ts';
import { Learn, LearnText } from './learn.tsx';
import { ScrollTable } from './scroll-table.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

/** Below that the table would be a keyhole. */
const CARDS_QUERY = '(width < 720px)';

export function CandidateSection({ run }: { run: Run }) {
  const texts = useTrickleTexts();
  const words = texts.candidates;
  const hasRoom = !useMediaQuery(CARDS_QUERY);
  const { candidates, end } = run;
  const List = hasRoom ? CandidateTable : CandidateCards;
  return (
    <section class="section-card" aria-labelledby="trickle-candidates">
      <h2 id="trickle-candidates">{words.title}</h2>
      {candidates.length > 0 && <List candidates={candidates} />}
      {candidates.length === 0 && <p class="hint">{end === null ? words.noneYet : words.none}</p>}
      {end !== null && (
        <p class="hint" data-testid="end-of-gathering" data-end={end}>
          {words.end}: {texts.run.ended[end]} {texts.run.took(run.endedAfterMs ?? 0)}
        </p>
      )}
      <div class="learn-row">
        <Learn question={texts.learn.types.question}>
          <dl class="terms">
            {CANDIDATE_TYPES.map((type) => (
              <div key={type}>
                <dt>
                  <span class="candidate-type" data-type={type}>
                    {type}
                  </span>
                </dt>
                <dd>{texts.learn.types.terms[type]}</dd>
              </div>
            ))}
          </dl>
        </Learn>
        <LearnText {...texts.learn.priority} />
      </div>
    </section>
  );
}

function CandidateTable({ candidates }: { candidates: readonly FoundCandidate[] }) {
  const texts = useTrickleTexts();
  const words = texts.candidates;
  return (
    <ScrollTable
      label={words.scroll}
      caption={words.caption}
      testId="candidates"
      columns={CANDIDATE_COLUMNS}
      heads={words.columns}
    >
      {candidates.map((candidate, index) => {
        const cells = candidateCells(candidate, texts);
        return (
          <tr key={index} data-testid="candidate" data-type={candidate.type}>
            {CANDIDATE_COLUMNS.map((column) => (
              <td key={column} data-column={column}>
                {column === 'type' ? <TypeMark candidate={candidate} /> : cells[column]}
              </td>
            ))}
          </tr>
        );
      })}
    </ScrollTable>
  );
}

function CandidateCards({ candidates }: { candidates: readonly FoundCandidate[] }) {
  const texts = useTrickleTexts();
  const { columns, caption } = texts.candidates;
  return (
    <ol class="candidate-cards" aria-label={caption} data-testid="candidates">
      {candidates.map((candidate, index) => {
        const cells = candidateCells(candidate, texts);
        const rest = CANDIDATE_COLUMNS.filter((one) => one !== 'type' && one !== 'time');
        return (
          <li key={index} data-testid="candidate" data-type={candidate.type}>
            <p class="candidate-card-head">
              <TypeMark candidate={candidate} />
              <span class="hint">{cells.time}</span>
            </p>
            <dl class="candidate-facts">
              {rest
                .filter((column) => cells[column] !== texts.none)
                .map((column) => (
                  <div key={column} data-column={column}>
                    <dt>{columns[column]}</dt>
                    <dd>{cells[column]}</dd>
                  </div>
                ))}
            </dl>
          </li>
        );
      })}
    </ol>
  );
}

function TypeMark({ candidate: { type } }: { candidate: FoundCandidate }) {
  return (
    <span class="candidate-type" data-type={type}>
      {type}
    </span>
  );
}
