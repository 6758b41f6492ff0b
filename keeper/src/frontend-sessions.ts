/** Where deploy/edge/haproxy.cfg sends what is a page by its ALPN. */
export const PAGES_BACKEND = 'caddy_https';

/** What deploy/edge/haproxy.cfg calls the listeners that only the bundle itself comes by. */
const OWN_LISTENER = 'service';

/**
 * Connections from outside to each frontend since HAProxy was started, and those of pages, from its answer to `show stat`
 * (CSV; management guide §9.1). Nothing of who they came from is in it.
 */
export function readFrontendSessions(csv: string): Readonly<Record<string, number>> {
  const [head = '', ...lines] = csv.trim().split('\n');
  const names = head.replace(/^# /, '').split(',');
  const [name, kind, sessions] = ['pxname', 'svname', 'stot'].map((wanted) => names.indexOf(wanted));
  const rows = lines
    .map((line) => line.split(','))
    .map((cells) => ({
      ...{ name: cells[name ?? -1] ?? '', kind: cells[kind ?? -1] },
      count: Number(cells[sessions ?? -1]),
    }));
  const own = (frontend: string) =>
    rows
      .filter((row) => row.name === frontend && row.kind === OWN_LISTENER)
      .reduce((sum, { count }) => sum + count, 0);
  return Object.fromEntries(
    rows
      .filter((row) => row.kind === 'FRONTEND' || (row.kind === 'BACKEND' && row.name === PAGES_BACKEND))
      .map((row) => [row.name, row.count - own(row.name)]),
  );
}
