import type { Observation, TurnObservation } from '#diagnosis';
import type { CheckupTexts } from '../../i18n/checkup-en.ts';

export interface FactGroup {
  readonly title: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
}

/** All that was observed, as it is and unjudged. */
export function describeFacts(observation: Observation, texts: CheckupTexts): readonly FactGroup[] {
  const { details } = texts;
  const { page, webSocket, credentialsRefused, turn, reflexive, natMapping, server } = observation;
  return [
    ...turn.map((one) => ({ title: one.url, rows: rowsOf(one, texts) })),
    {
      title: details.network,
      rows: [
        [details.reflexive, reflexive === null ? details.notTried : details.reflexives[`${reflexive}`]],
        [details.mapping, details.mappings[natMapping]],
      ],
    },
    {
      title: details.site,
      rows: [
        [details.page, details.pages[page]],
        [details.webSocket, webSocket === null ? details.notTried : details.webSockets[webSocket]],
        [
          details.credentials,
          credentialsRefused === null ? details.granted : details.refusedAs(credentialsRefused),
        ],
        ...(server === null ? [] : [[details.server, server.relay] as const]),
      ],
    },
  ];
}

function rowsOf(
  { allocation, relayed, family }: TurnObservation,
  { details }: CheckupTexts,
): FactGroup['rows'] {
  const rows: (readonly [string, string])[] = [[details.allocation, allocationText(allocation, details)]];
  const isReached = allocation.outcome === 'allocated' || allocation.outcome === 'refused';
  if (family !== null && isReached) rows.push([details.family, details.families[family]]);
  if (relayed === null) return rows;
  const { sent, received, roundTripMs, bitsPerSecond } = relayed;
  rows.push([details.messages, sent === 0 ? details.nothingThrough : details.messagesOf(received, sent)]);
  if (roundTripMs !== null) rows.push([details.roundTrip, details.milliseconds(roundTripMs)]);
  if (bitsPerSecond !== null) rows.push([details.rate, details.megabits(bitsPerSecond)]);
  return rows;
}

function allocationText(allocation: TurnObservation['allocation'], details: CheckupTexts['details']): string {
  if (allocation.outcome === 'allocated') return details.allocated(allocation.afterMs);
  if (allocation.outcome === 'refused') return details.refused(allocation.code);
  if (allocation.outcome === 'bad-certificate') return details.badCertificate;
  return allocation.outcome === 'no-answer' ? details.noAnswer : details.unfinished;
}
