import type { Checkup } from '../../checkup/view.ts';
import { useCheckupTexts } from './use-checkup-texts.ts';

/** Before anything is looked at: what it will be, and who gets to know. */
export function GuestIntro({ checkup }: { checkup: Checkup }) {
  const { guest } = useCheckupTexts();
  const isBroken = checkup.guest === 'broken';
  return (
    <>
      <div class="checkup-words">
        <h1 tabIndex={-1}>{isBroken ? guest.brokenTitle : guest.title}</h1>
        <p class="lead">{isBroken ? guest.broken : guest.lead}</p>
      </div>
      {!isBroken && (
        <div class="checkup-terms">
          <Terms title={guest.testedTitle} items={guest.tested} />
          <Terms title={guest.seenTitle} items={guest.seen} />
        </div>
      )}
      <div class="actions">
        <button
          type="button"
          class="button button-primary button-large"
          data-testid="start-test"
          onClick={() => checkup.start()}
        >
          {isBroken ? guest.startAlone : guest.start}
        </button>
      </div>
    </>
  );
}

function Terms({ title, items }: { title: string; items: readonly string[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}
