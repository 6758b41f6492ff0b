import type { Texts } from '../../i18n/en.ts';
import type { Person } from '../../session/view.ts';

/** As it is shown and said, also of somebody who gave no name, or one that nobody could see. */
export function displayName(person: Pick<Person, 'name'>, texts: Texts): string {
  const name = person.name.value.replace(DIRECTION_OVERRIDES, '').replace(/\s+/gu, ' ').trim();
  return VISIBLE.test(name) ? name : texts.common.guest;
}

/** Embeddings, overrides and isolates: they make a name read as another one. Marks that merely help stay. */
const DIRECTION_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
