import type { ComponentChildren } from 'preact';

interface ScrollTableProps<Column extends string> {
  /** Of what scrolls, and of the table. */
  readonly label: string;
  readonly caption: string;
  readonly testId: string;
  readonly columns: readonly Column[];
  readonly heads: Readonly<Record<Column, string>>;
  /** The rows. */
  readonly children: ComponentChildren;
}

/** A table that may be wider than the page, and then scrolls by itself. */
export function ScrollTable<Column extends string>(props: ScrollTableProps<Column>) {
  const { label, caption, testId, columns, heads, children } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled has to be reached by keys.
    <section class="table-scroll" aria-label={label} tabIndex={0}>
      <table class="trickle-table" data-testid={testId}>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {heads[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
