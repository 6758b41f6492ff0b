import type { LoggedProblem } from '#protocol';
import { useStatusTexts } from './use-status-texts.ts';

/** What the service logged, in the log's own words. */
export function ProblemSection({ problems }: { problems: readonly LoggedProblem[] }) {
  const { problems: texts, time } = useStatusTexts();
  return (
    <section class="section-card" aria-labelledby="status-problems">
      <h2 id="status-problems">{texts.title}</h2>
      {problems.length === 0 && <p class="hint">{texts.none}</p>}
      <ul class="status-list">
        {problems.map(({ level, code, text, cure, count, firstAt, lastAt }) => (
          <li key={`${code} ${text}`} class="status-item" data-level={level} data-testid="logged-problem">
            <p class="hint">
              {time(new Date(lastAt))}
              {count > 1 && ` · ${texts.times(count, new Date(firstAt))}`}
            </p>
            <p>
              {code !== null && <code>{code}</code>} {text}
            </p>
            {cure !== null && <p class="hint">{cure}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
