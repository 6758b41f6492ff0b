import type { Call } from '../../session/view.ts';

/** The ids of those whose hand is up, first raised first; null is this person. */
export function handOrder({ people, hand }: Pick<Call, 'people' | 'hand'>): readonly (string | null)[] {
  const hands = people.value.map((person) => ({ id: person.id, hand: person.hand.value }));
  return [...hands, { id: null, hand: hand.value }]
    .filter((one) => one.hand !== null)
    .sort((one, other) => (one.hand ?? 0) - (other.hand ?? 0) || (one.id ?? '').localeCompare(other.id ?? ''))
    .map(({ id }) => id);
}
