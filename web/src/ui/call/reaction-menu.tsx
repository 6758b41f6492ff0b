import type { RefObject } from 'preact';
import { type Call, REACTIONS } from '../../session/view.ts';
import { useCallTexts } from './use-call-texts.ts';

/** The reactions to choose from. Stays open: applause is seldom one clap. */
export function ReactionMenu({ call, element }: { call: Call; element: RefObject<HTMLDivElement | null> }) {
  const { company } = useCallTexts();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form.
    <div ref={element} popover="auto" class="reaction-menu" role="group" aria-label={company.react}>
      {REACTIONS.map((kind) => (
        <button
          key={kind}
          type="button"
          class="button-icon reaction-kind"
          aria-label={company.reactions[kind]}
          title={company.reactions[kind]}
          data-testid="reaction"
          onClick={() => call.reactions.send(kind)}
        >
          {kind}
        </button>
      ))}
    </div>
  );
}
