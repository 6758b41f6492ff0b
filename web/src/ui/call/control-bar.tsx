import type { RefObject } from 'preact';
import type { Call } from '../../session/view.ts';
import { ControlButton } from '../elements/control-button.tsx';
import { useMediaQuery } from '../elements/use-media-query.ts';
import { Mark } from '../elements/wordmark.tsx';
import { useTexts } from '../i18n-context.ts';
import type { Control } from './call-controls.tsx';
import { LockIcon } from './call-icons.tsx';
import { MoreMenu } from './more-menu.tsx';
import { ReactionMenu } from './reaction-menu.tsx';

/** Where the controls that like to be seen have room: call.css puts the bar at the side of lower screens. */
const ROOMY = '(min-width: 1100px) and (min-height: 500px)';

interface ControlBarProps {
  readonly call: Call;
  readonly controls: readonly Control[];
  readonly reactionMenu: RefObject<HTMLDivElement | null>;
}

/** What stands in the bar and what behind “More” is decided in the table of controls and by the room there is. */
export function ControlBar({ call, controls, reactionMenu }: ControlBarProps) {
  const { call: texts } = useTexts();
  const isRoomy = useMediaQuery(ROOMY);
  const isInBar = ({ place }: Control) =>
    place === 'bar' || place === 'end' || (isRoomy && place === 'roomy');
  const inBar = controls.filter(isInBar);
  return (
    <div class="bar">
      <p class="bar-facts">
        <Mark />
        <span>{texts.people(call.people.value.length + 1)}</span>
        {call.locked.value && (
          <span class="bar-locked">
            <LockIcon /> <span>{texts.locked}</span>
          </span>
        )}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form. */}
      <div class="controls" role="group" aria-label={texts.controls}>
        {inBar.filter(({ place }) => place !== 'end').map(drawButton)}
        <MoreMenu controls={controls.filter((control) => !isInBar(control))} />
        {inBar.filter(({ place }) => place === 'end').map(drawButton)}
      </div>
      <ReactionMenu call={call} element={reactionMenu} />
    </div>
  );
}

function drawButton({ place: _, shortcut, ...button }: Control) {
  return <ControlButton key={button.testId} {...button} {...(shortcut && { keyHint: shortcut })} />;
}
