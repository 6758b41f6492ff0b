import { describe, diagnose, type Observation } from '#diagnosis';

const MARKS = { good: '✓', limited: '!', bad: '✗', unknown: '?' } as const;

/**
 * What a look means, for whoever runs the server: the verdict, what each part of it was, and what to do.
 * @param receivedAt ISO 8601; a certificate is judged by the time of the look
 */
export function observationLines(observation: Observation, receivedAt: string): readonly string[] {
  const { outcome, sentence, operator, lines } = describe(
    diagnose(observation, Date.parse(receivedAt)),
    'en',
  );
  return [
    `${outcome} ${sentence}`,
    ...lines.map(({ state, text }) => `${MARKS[state]} ${text}`),
    `→ ${operator}`,
  ];
}
