import { knownErrorCode } from '../../trickle/error-codes.ts';
import type { GatheringError } from '../../trickle/gather.ts';
import { ScrollTable } from './scroll-table.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

/** What went wrong on the way, and what each code means. */
export function ErrorSection({ errors }: { errors: readonly GatheringError[] }) {
  const texts = useTrickleTexts();
  const words = texts.errors;
  const columns = ['time', 'address', 'url', 'code', 'text'] as const;
  return (
    <section class="section-card" aria-labelledby="trickle-errors">
      <h2 id="trickle-errors">{words.title}</h2>
      <p>{words.lead}</p>
      <ScrollTable
        label={words.scroll}
        caption={words.caption}
        testId="errors"
        columns={columns}
        heads={words.columns}
      >
        {errors.map(({ atMs, address, port, url, code, text }, index) => (
          <tr key={index} data-testid="error" data-code={code}>
            <td>{texts.milliseconds(Math.round(atMs))}</td>
            <td>{address === null ? texts.none : `${address}:${port ?? ''}`}</td>
            <td>{url}</td>
            <td>{code}</td>
            <td>{text || texts.none}</td>
          </tr>
        ))}
      </ScrollTable>
      <h3>{words.meaning}</h3>
      <dl class="terms">
        {codesOf(errors).map((code) => {
          const known = knownErrorCode(code);
          return (
            <div key={code}>
              <dt>{code}</dt>
              <dd>{known === null ? words.other : words.codes[known]}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function codesOf(errors: readonly GatheringError[]): readonly number[] {
  return [...new Set(errors.map(({ code }) => code))].sort((a, b) => a - b);
}
