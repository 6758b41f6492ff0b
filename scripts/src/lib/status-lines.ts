import { type DescribedStatus, describeStatus } from '#diagnosis';
import { MEDIA_PATHS, type ServiceStatus } from '#protocol';

/** Of the same marks as a diagnosis has. */
const MARKS = { good: '✓', limited: '!', bad: '✗', unknown: '?' } as const;
const NOT_KNOWN = 'not known';

/** What the service tells its operator, judged and as lines. */
export function statusLines(status: ServiceStatus): readonly string[] {
  const { rooms, paths, guestTests, reports } = status;
  return [
    ...verdictLines(describeStatus(status, 'en')),
    ...status.relays.map(({ url, status: found, roundTripMs, isHandedOut }) =>
      row('relay', [
        url,
        found,
        roundTripMs !== null && `${roundTripMs} ms`,
        !isHandedOut && 'not handed out',
      ]),
    ),
    row('certificate', [`until ${status.certificateExpiresAt ?? NOT_KNOWN}`]),
    row('rooms', [
      `${rooms.open} open`,
      `${rooms.people} people connected`,
      `${rooms.waiting} waiting at a door`,
    ]),
    row(
      'paths',
      MEDIA_PATHS.map((path) => `${path} ${paths[path]}`),
    ),
    row('guest tests', [
      `${guestTests.count} results of ${guestTests.links} links: ./scripts/burrow guest list`,
    ]),
    row('reports', [`${reports.count}: ./scripts/burrow reports`]),
    row('versions', versionsOf(status)),
    row('since', [status.startedAt]),
    ...status.problems.map(({ code, text, cure, count, lastAt }) =>
      row('logged', [lastAt, code, count > 1 ? `${text} (×${count})` : text, cure && `→ ${cure}`]),
    ),
  ];
}

/** Every part that is not well with its cure; that all are is one line. */
function verdictLines({ state, sentence, lines }: DescribedStatus): readonly string[] {
  if (state === 'good') return [`${MARKS.good} ${sentence}`];
  return lines
    .filter((line) => line.state !== 'good')
    .flatMap(({ state: mark, name, sentence: what, cure }) => [
      `${MARKS[mark]} ${name}: ${what}`,
      ...(cure === null ? [] : [`  → ${cure}`]),
    ]);
}

function versionsOf({ versions, keeper }: ServiceStatus): readonly string[] {
  const told = keeper.state === 'told' ? keeper.report : null;
  return [
    `Burrow ${versions.burrow}`,
    `page ${versions.page ?? NOT_KNOWN}`,
    `Node ${versions.node}`,
    ...(told === null
      ? []
      : [
          `coturn ${told.versions.coturn ?? NOT_KNOWN}`,
          `HAProxy ${told.edge?.version ?? NOT_KNOWN}`,
          `Caddy ${told.versions.caddy ?? NOT_KNOWN}`,
        ]),
  ];
}

function row(label: string, cells: readonly (string | false | null)[]): string {
  return `${label.padEnd(12)} ${cells.filter((cell) => cell !== false && cell !== null).join(', ')}`;
}
