import type { Describe } from '../../diagnosis/describe-observation.ts';
import type { TrickleTexts } from '../../i18n/en-trickle.ts';
import { knownErrorCode } from '../../trickle/error-codes.ts';
import { type Judgement, judge, judgeUrl, type UrlJudgement } from '../../trickle/judge.ts';
import { isBusy, type Run } from '../../trickle/trickle-run.ts';
import type { UrlOutcome } from '../../trickle/url-outcome.ts';
import { AlertIcon, CheckIcon } from '../elements/icons.tsx';
import { useI18n } from '../i18n-context.ts';
import { PathPicture } from './path-picture.tsx';
import { CrossIcon, QuestionIcon } from './trickle-icons.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

type Tone = 'good' | 'mixed' | 'bad' | 'open';

const TONES: Readonly<Record<Judgement, Tone>> = {
  'all-pass': 'good',
  'some-pass': 'mixed',
  'none-pass': 'bad',
  ...{ unchecked: 'open', 'no-turn': 'open' },
};

const URL_TONES: Readonly<Record<UrlJudgement, Tone>> = {
  ...{ passes: 'good', 'stun-answers': 'good' },
  ...{ silent: 'bad', refused: 'bad', 'no-answer': 'bad', 'bad-certificate': 'bad', 'stun-silent': 'bad' },
  ...{ checking: 'open', unchecked: 'open', unfinished: 'open', 'stun-unknown': 'open' },
};

/** What was found, in plain words. The sentence follows the bytes, whatever the candidates promise. */
export function VerdictSection({ run, describe }: { run: Run; describe: Describe }) {
  const { verdict } = useTrickleTexts();
  const language = useI18n().language.value;
  const judgement = judge(run.outcomes);
  const isDone = !isBusy(run);
  const description = run.observation === null ? null : describe(run.observation, language);
  const nat = description?.lines.find(({ about }) => about === 'nat');
  return (
    <section class="section-card" aria-labelledby="trickle-verdict">
      <h2 id="trickle-verdict">{verdict.title}</h2>
      <div role="status">
        {isDone && (
          <div
            class="verdict"
            data-tone={TONES[judgement]}
            data-testid="verdict"
            data-verdict={judgement}
            data-outcome={description?.outcome}
            data-cause={description?.cause}
          >
            <ToneIcon tone={TONES[judgement]} />
            <div class="verdict-text">
              <p class="verdict-sentence">{verdict.sentences[judgement]}</p>
              <p>{verdict.explanations[judgement]}</p>
              {description?.cures && (
                <>
                  <p>{description.sentence}</p>
                  <p>{description.cures.person}</p>
                  <p>{verdict.forOperator(description.cures.operator)}</p>
                </>
              )}
              {nat && <p data-about="nat">{nat.text}</p>}
            </div>
          </div>
        )}
      </div>
      {run.outcomes.length > 0 && (
        <>
          <h3>{verdict.urls}</h3>
          <ul class="url-verdicts">
            {run.outcomes.map((outcome) => (
              <UrlVerdict key={outcome.url} outcome={outcome} />
            ))}
          </ul>
        </>
      )}
      <PathPicture run={run} />
    </section>
  );
}

function UrlVerdict({ outcome }: { outcome: UrlOutcome }) {
  const texts = useTrickleTexts();
  const judgement = judgeUrl(outcome);
  const facts = factsOf(outcome, judgement, texts);
  return (
    <li
      class="url-verdict"
      data-tone={URL_TONES[judgement]}
      data-testid="url-verdict"
      data-url={outcome.url}
      data-verdict={judgement}
    >
      <ToneIcon tone={URL_TONES[judgement]} />
      <div>
        <p class="code url-verdict-url">{outcome.url}</p>
        <p class="url-verdict-word">{texts.verdict.judgements[judgement]}</p>
        {facts.length > 0 && <p class="hint">{facts.join(' · ')}</p>}
      </div>
    </li>
  );
}

function factsOf(outcome: UrlOutcome, judgement: UrlJudgement, { verdict, errors }: TrickleTexts): string[] {
  const { allocation, relayed } = outcome;
  const facts: string[] = [];
  if (allocation?.outcome === 'allocated') facts.push(verdict.allocatedAfter(Math.round(allocation.afterMs)));
  if (allocation?.outcome === 'refused') {
    const known = knownErrorCode(allocation.code);
    facts.push(`${verdict.code(allocation.code)}: ${known === null ? errors.other : errors.codes[known]}`);
  }
  if (judgement === 'no-answer') facts.push(verdict.noAnswer);
  if (judgement === 'passes' && relayed !== null) {
    facts.push(verdict.passed(relayed.received, relayed.sent));
    if (relayed.roundTripMs !== null) facts.push(verdict.roundTrip(relayed.roundTripMs));
  }
  if (judgement === 'silent') facts.push(verdict.noneBack);
  if (judgement === 'stun-unknown') facts.push(verdict.stunUnknown);
  return facts;
}

function ToneIcon({ tone }: { tone: Tone }) {
  if (tone === 'good') return <CheckIcon />;
  if (tone === 'mixed') return <AlertIcon />;
  return tone === 'bad' ? <CrossIcon /> : <QuestionIcon />;
}
