import type { Observation, TurnObservation } from '#diagnosis';

/** What a look found, in one line. */
export type DescribeObservation = (observation: Observation) => string;

/** The bare facts. */
export const observationLine: DescribeObservation = ({
  page,
  webSocket,
  credentialsRefused,
  turn,
  reflexive,
}) => {
  const facts = [
    `page ${page}`,
    ...(webSocket === null ? [] : [`line ${webSocket}`]),
    ...(credentialsRefused === null ? [] : [`credentials refused (${credentialsRefused})`]),
    ...(reflexive === null ? [] : [reflexive ? 'UDP passes' : 'no UDP']),
    ...turn.map(turnFact),
  ];
  return facts.join('; ');
};

function turnFact({ url, allocation, relayed }: TurnObservation): string {
  const code = allocation.outcome === 'refused' ? ` (${allocation.code})` : '';
  const carried = relayed === null ? '' : `, ${relayed.received} of ${relayed.sent} relayed`;
  return `${url} ${allocation.outcome}${code}${carried}`;
}
