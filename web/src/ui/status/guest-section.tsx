import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Describe } from '../../diagnosis/describe-observation.ts';
import type { GuestTestView, NewLink, StatusPage } from '../../status/view.ts';
import { FactDetails } from '../checkup/fact-details.tsx';
import { StateMark } from '../checkup/state-mark.tsx';
import { ChevronIcon } from '../elements/icons.tsx';
import { InviteLink } from '../elements/invite-link.tsx';
import { useI18n } from '../i18n-context.ts';
import { useStatusTexts } from './use-status-texts.ts';

const MAX_LABEL_CHARACTERS = 60;

interface GuestSectionProps {
  readonly page: StatusPage;
  readonly describe: Describe;
}

/** Links for others, and what their browsers found. */
export function GuestSection({ page, describe }: GuestSectionProps) {
  const { guests } = useStatusTexts();
  const tests = page.guestTests.value;
  return (
    <section class="section-card" aria-labelledby="status-guests">
      <h2 id="status-guests">{guests.title}</h2>
      <p>{guests.lead}</p>
      <LinkForm page={page} />
      <MadeLink link={page.newLink.value} />
      {tests?.length === 0 && <p class="hint">{guests.none}</p>}
      <ul class="status-list">
        {tests?.toReversed().map((test) => (
          <GuestTestItem key={test.createdAt + test.label} {...{ test, describe }} />
        ))}
      </ul>
    </section>
  );
}

function LinkForm({ page }: { page: StatusPage }) {
  const { guests } = useStatusTexts();
  const label = useSignal('');
  const id = useId();
  const isMaking = page.newLink.value.state === 'making';
  function handleSubmit(event: Event): void {
    event.preventDefault();
    if (isMaking) return;
    page.makeLink(label.value);
    label.value = '';
  }
  return (
    <form class="status-new-link" onSubmit={handleSubmit}>
      <div class="field">
        <label class="label" for={id}>
          {guests.label}
        </label>
        <input
          id={id}
          class="input"
          type="text"
          autocomplete="off"
          maxLength={MAX_LABEL_CHARACTERS}
          value={label.value}
          data-testid="link-label"
          onInput={(event) => {
            label.value = event.currentTarget.value;
          }}
        />
      </div>
      <button type="submit" class="button button-primary" aria-disabled={isMaking} data-testid="make-link">
        {isMaking ? guests.making : guests.make}
      </button>
    </form>
  );
}

function MadeLink({ link }: { link: NewLink }) {
  const { guests } = useStatusTexts();
  return (
    <div role="status">
      {link.state === 'failed' && (
        <p class="hint" data-tone="problem">
          {guests.failed}
        </p>
      )}
      {link.state === 'made' && (
        <InviteLink
          link={link.url}
          label={guests.link}
          hint={guests.linkHint(new Date(link.expiresAt))}
          shareText={guests.shareText}
        />
      )}
    </div>
  );
}

function GuestTestItem({ test, describe }: { test: GuestTestView; describe: Describe }) {
  const { guests } = useStatusTexts();
  const language = useI18n().language.value;
  const { label, expiresAt, result } = test;
  if (result === null) {
    const until = new Date(expiresAt);
    return (
      <li class="status-item" data-testid="guest-test">
        <h3>{label ?? guests.noLabel}</h3>
        <p class="hint">{until.getTime() < Date.now() ? guests.unusedOver : guests.unused(until)}</p>
      </li>
    );
  }
  const receivedAt = new Date(result.receivedAt);
  const { outcome, cause, headline, sentence, cures, lines } = describe(
    result.observation,
    language,
    receivedAt.getTime(),
  );
  return (
    <li class="status-item" data-testid="guest-test" data-cause={cause}>
      <div class="status-item-head">
        <h3>{label ?? guests.noLabel}</h3>
        <StateMark state={outcome} />
      </div>
      <p class="hint">{guests.tested(receivedAt, guests.browsers[result.browser] ?? result.browser)}</p>
      <p>{guests.verdict(headline, sentence)}</p>
      <details class="checkup-details">
        <summary>
          {guests.results}
          <ChevronIcon />
        </summary>
        {cures !== null && (
          <dl class="status-facts">
            <div>
              <dt>{guests.forYou}</dt>
              <dd>{cures.operator}</dd>
            </div>
            <div>
              <dt>{guests.forThem}</dt>
              <dd>{cures.person}</dd>
            </div>
          </dl>
        )}
        <ul class="checkup-lines">
          {lines.map((line, index) => (
            <li key={index}>
              <span class="checkup-line-text">{line.text}</span>
              <StateMark state={line.state} />
            </li>
          ))}
        </ul>
        <FactDetails observation={result.observation} />
      </details>
    </li>
  );
}
