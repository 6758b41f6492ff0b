import { useId } from 'preact/hooks';
import type { TrickleTexts } from '../../i18n/en-trickle.ts';
import type { Trickle } from '../../trickle/trickle.ts';
import { isBusy, type Run } from '../../trickle/trickle-run.ts';
import { Notice } from '../elements/notice.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

/** How to gather, the button for it, and how it is going. */
export function RunPanel({ trickle }: { trickle: Trickle }) {
  const texts = useTrickleTexts();
  const words = texts.run;
  const run = trickle.run.value;
  const isOn = isBusy(run);
  const isWrong = trickle.servers.problems.value.size > 0;
  const problemId = useId();
  return (
    <section class="section-card trickle-run" aria-labelledby="trickle-options">
      <h2 id="trickle-options">{texts.options.title}</h2>
      <PolicyChoice trickle={trickle} />
      <MediaSwitch trickle={trickle} />
      {run.mediaRefusal !== null && (
        <Notice role="status" tone="calm">
          {texts.options.mediaRefused[run.mediaRefusal]}
        </Notice>
      )}
      <div class="trickle-go">
        {/* One button, so that the focus stays where it is when it turns into the other. */}
        <button
          type="button"
          class={`button button-large ${isOn ? 'button-secondary' : 'button-primary'}`}
          data-testid={isOn ? 'stop-gathering' : 'start-gathering'}
          disabled={isWrong && !isOn}
          aria-describedby={isWrong ? problemId : undefined}
          onClick={() => (isOn ? trickle.stop() : void trickle.start())}
        >
          {isOn ? words.stop : run.phase === 'idle' ? words.start : words.again}
        </button>
        <p class="trickle-status" role="status" data-testid="trickle-status" data-phase={run.phase}>
          {isOn && <span class="pulse" />}
          {statusOf(run, words)}
        </p>
        {isWrong && (
          <p id={problemId} class="hint" data-tone="problem">
            {words.fix}
          </p>
        )}
      </div>
    </section>
  );
}

function PolicyChoice({ trickle }: { trickle: Trickle }) {
  const { options } = useTrickleTexts();
  const id = useId();
  return (
    <fieldset class="field" aria-describedby={id}>
      <legend class="label">{options.policy}</legend>
      <div class="segments">
        {(['all', 'relay'] as const).map((policy) => (
          <label key={policy} class="segment">
            <input
              type="radio"
              name="policy"
              value={policy}
              checked={trickle.policy.value === policy}
              data-testid={`policy-${policy}`}
              onChange={() => {
                trickle.policy.value = policy;
              }}
            />
            <span>{options.policies[policy]}</span>
          </label>
        ))}
      </div>
      <p id={id} class="hint">
        {options.policyHint}
      </p>
    </fieldset>
  );
}

function MediaSwitch({ trickle }: { trickle: Trickle }) {
  const { options } = useTrickleTexts();
  const id = useId();
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={trickle.asksForMedia.value}
        aria-describedby={id}
        data-testid="ask-for-media"
        onChange={(event) => {
          trickle.asksForMedia.value = event.currentTarget.checked;
        }}
      />
      <span class="switch-text">
        <span>{options.media}</span>
        <span id={id} class="hint">
          {options.mediaHint}
        </span>
      </span>
    </label>
  );
}

function statusOf(run: Run, words: TrickleTexts['run']): string {
  if (run.phase === 'asking') return words.asking;
  if (run.phase === 'gathering') return words.gathering(run.candidates.length);
  if (run.phase === 'checking') {
    const turn = run.outcomes.filter(({ allocation }) => allocation !== null);
    const position = turn.findIndex(({ isChecking }) => isChecking) + 1;
    return words.checking(Math.max(position, 1), turn.length);
  }
  if (run.end === null) return '';
  return `${words.ended[run.end]} ${words.took(run.endedAfterMs ?? 0)}`;
}
