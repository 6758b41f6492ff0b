import type { Call } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';
import { displayName } from './display-name.ts';

/** Reactions rise beside the tiles for as long as they last. Screen readers have them from the announcer. */
export function FloatingReactions({ call }: { call: Call }) {
  const texts = useTexts();
  return (
    <div class="floating-reactions" aria-hidden="true" data-testid="floating-reactions">
      {call.reactions.recent.value.map(({ id, kind, from }) => (
        <p key={id} class="floating-reaction" data-lane={Number(id) % LANES}>
          <span class="floating-emoji">{kind}</span>
          <bdi dir="auto">{from === null ? texts.common.you : displayName(from, texts)}</bdi>
        </p>
      ))}
    </div>
  );
}

/** Side by side, so that those of one moment do not cover each other. */
const LANES = 4;
