/**
 * Connections to each frontend since HAProxy was started, from its answer to `show stat` (CSV; management guide §9.1).
 * Nothing of who they came from is in it.
 */
export function readFrontendSessions(csv: string): Readonly<Record<string, number>> {
  const [head = '', ...rows] = csv.trim().split('\n');
  const names = head.replace(/^# /, '').split(',');
  const [name, kind, sessions] = ['pxname', 'svname', 'stot'].map((wanted) => names.indexOf(wanted));
  return Object.fromEntries(
    rows
      .map((row) => row.split(','))
      .filter((cells) => cells[kind ?? -1] === 'FRONTEND')
      .map((cells) => [cells[name ?? -1], Number(cells[sessions ?? -1])]),
  );
}
