import type { ComponentChildren } from 'preact';

export type FactRow = readonly [label: string, value: ComponentChildren];

interface FactCardProps {
  /** Of its heading in the document. */
  readonly id: string;
  readonly title: string;
  readonly rows: readonly FactRow[];
  readonly children?: ComponentChildren;
}

/** Labels and values under a heading. */
export function FactCard({ id, title, rows, children }: FactCardProps) {
  return (
    <section class="section-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <FactList rows={rows} />
      {children}
    </section>
  );
}

export function FactList({ rows }: Pick<FactCardProps, 'rows'>) {
  if (rows.length === 0) return null;
  return (
    <dl class="status-facts">
      {rows.map(([label, value], index) => (
        <div key={index}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
