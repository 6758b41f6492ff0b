import type { CallReport } from '#protocol';

/** One report for people to read. */
export function reportLines(receivedAt: string, report: CallReport): readonly string[] {
  const { reason, build, browser, verdict, cause, timeline, dropped, comment } = report;
  const version =
    browser.majorVersion === null ? browser.family : `${browser.family} ${browser.majorVersion}`;
  const what = cause === null ? verdict : `${verdict}: ${cause}`;
  const who = reason === 'person' ? 'sent by a person' : 'sent by the page';
  return [
    `${receivedAt}  ${what}  (${version}, build ${build ?? 'unknown'}, ${who})`,
    ...(comment === undefined ? [] : [`  comment     ${JSON.stringify(comment)}`]),
    ...(dropped === 0 ? [] : [`  ${dropped} earlier changes are left out`]),
    ...timeline.map(eventLine),
    ...listLine(
      'candidates',
      report.candidates,
      ({ type, protocol, count }) => `${type}/${protocol} ${count}`,
    ),
    ...listLine('errors', report.candidateErrors, ({ server, code, count }) => `${server} ${code} ×${count}`),
    ...listLine('pairs', report.pairs, pairText),
  ];
}

function eventLine({ atMs, peer, status, step, path }: CallReport['timeline'][number]): string {
  const seconds = (atMs / 1000).toFixed(1).padStart(8);
  return `  ${seconds} s  person ${peer}  ${[status, step, path].filter((one) => one !== null).join(', ')}`;
}

function pairText({ peer, local, remote, relayProtocol, roundTripMs }: CallReport['pairs'][number]): string {
  const relay = relayProtocol === null ? '' : ` by ${relayProtocol}`;
  return `person ${peer} ${local}–${remote}${relay}${roundTripMs === null ? '' : ` ${roundTripMs} ms`}`;
}

function listLine<Item>(
  title: string,
  items: readonly Item[],
  text: (item: Item) => string,
): readonly string[] {
  return items.length === 0 ? [] : [`  ${title.padEnd(12)}${items.map(text).join(', ')}`];
}
