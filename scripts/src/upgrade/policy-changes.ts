/**
 * What is different in what the relay is told: each option that goes as "- option", each that comes as "+ option". Words
 * that explain are not options.
 */
export function policyChanges(before: string, after: string): readonly string[] {
  const [old, now] = [optionsIn(before), optionsIn(after)];
  return [
    ...old.filter((option) => !now.includes(option)).map((option) => `- ${option}`),
    ...now.filter((option) => !old.includes(option)).map((option) => `+ ${option}`),
  ];
}

function optionsIn(policy: string): readonly string[] {
  return policy
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
