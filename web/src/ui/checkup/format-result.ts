import type { Observation } from '#diagnosis';
import type { Description } from '../../diagnosis/describe-observation.ts';
import type { CheckupTexts } from '../../i18n/checkup-en.ts';
import { describeFacts } from './describe-facts.ts';

interface ResultToFormat {
  readonly observation: Observation;
  readonly description: Description;
  readonly texts: CheckupTexts;
  /** Of the test. */
  readonly at: Date;
}

/** The result as text, for a mail or an issue. */
export function formatResult({ observation, description, texts, at }: ResultToFormat): string {
  const { headline, sentence, cures, lines } = description;
  const groups = describeFacts(observation, texts).map(({ title, rows }) =>
    [title, ...rows.map(([label, value]) => `  ${label}: ${value}`)].join('\n'),
  );
  return [
    `${texts.documentTitle} · ${at.toISOString()}`,
    [
      headline,
      sentence,
      ...(cures === null ? [] : [cures.person, `${texts.forOperator}: ${cures.operator}`]),
    ].join('\n'),
    lines.map(({ state, text }) => `[${texts.states[state]}] ${text}`).join('\n'),
    ...groups,
  ].join('\n\n');
}
