import type { Observation } from '#diagnosis';
import { ChevronIcon } from '../elements/icons.tsx';
import { describeFacts } from './describe-facts.ts';
import { useCheckupTexts } from './use-checkup-texts.ts';

/** Every fact, for whoever wants to know. */
export function FactDetails({ observation }: { observation: Observation }) {
  const texts = useCheckupTexts();
  return (
    <details class="checkup-details" data-testid="checkup-details">
      <summary>
        {texts.details.title}
        <ChevronIcon />
      </summary>
      <p class="hint">{texts.details.lead}</p>
      {describeFacts(observation, texts).map(({ title, rows }) => (
        <section key={title}>
          <h2>{title}</h2>
          <dl>
            {rows.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </details>
  );
}
