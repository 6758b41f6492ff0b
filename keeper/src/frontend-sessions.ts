/** Where deploy/edge/haproxy.cfg sends what is a page by its ALPN. */
export const PAGES_BACKEND = 'caddy_https';

/**
 * Connections to each frontend since HAProxy was started, and those of pages, from its answer to `show stat` (CSV;
 * management guide §9.1). Nothing of who they came from is in it.
 */
export function readFrontendSessions(csv: string): Readonly<Record<string, number>> {
  const [head = '', ...rows] = csv.trim().split('\n');
  const names = head.replace(/^# /, '').split(',');
  const [name, kind, sessions] = ['pxname', 'svname', 'stot'].map((wanted) => names.indexOf(wanted));
  return Object.fromEntries(
    rows
      .map((row) => row.split(','))
      .filter(
        (cells) =>
          cells[kind ?? -1] === 'FRONTEND' ||
          (cells[kind ?? -1] === 'BACKEND' && cells[name ?? -1] === PAGES_BACKEND),
      )
      .map((cells) => [cells[name ?? -1], Number(cells[sessions ?? -1])]),
  );
}
