import type { Texts } from '../../i18n/en.ts';
import type { LinkStatus } from '../../session/view.ts';

export interface Attendance {
  readonly id: string;
  readonly name: string;
  readonly link: LinkStatus;
}

/**
 * What a screen reader is told after a change. Joins are told once the connection stands: by then the name has come
 * too. `greeted` are the ids that were told; the answer holds those of the next call.
 */
export function announceChanges(
  before: readonly Attendance[],
  after: readonly Attendance[],
  greeted: ReadonlySet<string>,
  texts: Texts['call']['announce'],
): { readonly messages: readonly string[]; readonly greeted: ReadonlySet<string> } {
  const earlier = new Map(before.map((person) => [person.id, person]));
  const present = new Set(after.map(({ id }) => id));
  const names = (people: readonly Attendance[]) => people.map(({ name }) => name);
  const known = after.filter(({ id }) => greeted.has(id));

  const joined = after.filter(({ id, link }) => link === 'connected' && !greeted.has(id));
  const left = before.filter(({ id }) => greeted.has(id) && !present.has(id));
  const recovering = known.filter(
    ({ id, link }) => link !== 'connected' && earlier.get(id)?.link === 'connected',
  );
  const recovered = known.filter(
    ({ id, link }) => link === 'connected' && earlier.get(id)?.link !== 'connected',
  );

  const messages = [
    joined.length > 0 && texts.joined(names(joined)),
    left.length > 0 && texts.left(names(left)),
    recovering.length > 0 && texts.recovering(names(recovering)),
    recovered.length > 0 && texts.recovered(names(recovered)),
  ].filter((message) => message !== false);
  return { messages, greeted: new Set([...known, ...joined].map(({ id }) => id)) };
}
