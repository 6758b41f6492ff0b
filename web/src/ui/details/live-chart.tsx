import { linePath } from './line-path.ts';

export interface ChartLine {
  readonly label: string;
  /** The newest last; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

interface LiveChartProps {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  /** So many values fill the width. */
  readonly length: number;
  /** Of the axis, at least: noise near nothing shall not look like a storm. */
  readonly leastMaximum: number;
  readonly format: (value: number) => string;
}

const WIDTH = 240;
const HEIGHT = 56;

/** A small line chart. It says in words what it ends with, so nobody needs to read colours. */
export function LiveChart({ title, lines, length, leastMaximum, format }: LiveChartProps) {
  const maximum = Math.max(
    leastMaximum,
    ...lines.flatMap(({ values }) => values.filter((value) => value !== null)),
  );
  const newest = lines.map(({ label, values }) => {
    const value = values.at(-1) ?? null;
    return { label, text: value === null ? '–' : format(value) };
  });
  const spoken = newest.map(({ label, text }) => (label === '' ? text : `${label} ${text}`)).join(', ');
  return (
    <figure class="live-chart">
      <figcaption>
        <span class="live-chart-title">{title}</span>
        {newest.map(({ label, text }, index) => (
          <span key={label} class="live-chart-key" data-line={index}>
            {label === '' ? text : `${label} ${text}`}
          </span>
        ))}
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}: ${spoken}`}
      >
        {lines.map(({ label, values }, index) => (
          <path
            key={label}
            data-line={index}
            d={linePath(values, { width: WIDTH, height: HEIGHT, length, maximum })}
          />
        ))}
      </svg>
    </figure>
  );
}
