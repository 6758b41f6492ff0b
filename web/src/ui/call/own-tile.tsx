import { useRef } from 'preact/hooks';
import type { Call } from '../../session/view.ts';
import { FlipIcon } from '../elements/icons.tsx';
import { SelfView } from '../elements/self-view.tsx';
import { CornerIcon } from './call-icons.tsx';
import type { Rectangle } from './stage-layout.ts';
import { cornerAt, nextCorner, type StageView } from './stage-view.ts';
import { TileAction } from './tile-action.tsx';
import { NamePlate } from './tile-marks.tsx';
import { tileStyle } from './tile-style.ts';
import { useCallTexts } from './use-call-texts.ts';

interface OwnTileProps {
  readonly call: Call;
  readonly view: StageView;
  /** In a call of two it floats over the other's picture, in a corner that the person chooses. */
  readonly isFloating: boolean;
  readonly place: Rectangle | undefined;
}

export function OwnTile({ call, view, isFloating, place }: OwnTileProps) {
  const texts = useCallTexts();
  const { media, name } = call;
  const { ownCorner } = view;
  const drag = useDragToCorner(view);
  return (
    <article
      class="tile tile-own"
      tabIndex={-1}
      data-floating={isFloating}
      data-corner={isFloating ? ownCorner.value : undefined}
      aria-label={texts.common.you}
      style={isFloating ? {} : tileStyle(place)}
      {...(isFloating && drag)}
    >
      <SelfView
        media={media}
        name={name.value}
        status={media.cameraOn.value && !isFloating ? texts.lobby.starting : null}
      >
        <NamePlate
          name={texts.common.you}
          microphoneOn={media.microphoneOn.value}
          cameraOn={media.cameraOn.value}
          handRaised={call.hand.value !== null}
        />
      </SelfView>
      <div class="tile-actions">
        {media.controls.canFlipCamera.value && (
          <TileAction
            name={texts.devices.flipCamera}
            testId="flip-camera"
            onClick={() => void media.controls.flipCamera()}
          >
            <FlipIcon />
          </TileAction>
        )}
        {isFloating && (
          <TileAction
            name={texts.stage.moveOwn}
            testId="move-own"
            onClick={() => {
              ownCorner.value = nextCorner(ownCorner.value);
            }}
          >
            <CornerIcon />
          </TileAction>
        )}
      </div>
    </article>
  );
}

/** The pointer's way to another corner; the button is everybody's (WCAG 2.5.7). */
function useDragToCorner({ ownCorner }: StageView) {
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const reset = (tile: HTMLElement) => {
    start.current = null;
    tile.style.translate = '';
    delete tile.dataset.dragged;
  };
  return {
    onPointerDown(event: PointerEvent & { readonly currentTarget: HTMLElement }) {
      if (event.target instanceof Element && event.target.closest('button') !== null) return;
      const own = event.currentTarget.getBoundingClientRect();
      const stage = event.currentTarget.offsetParent?.getBoundingClientRect();
      // Where the pointer would be if the tile were in the stage's upper left corner.
      start.current = {
        x: event.clientX - own.x + (stage?.x ?? 0),
        y: event.clientY - own.y + (stage?.y ?? 0),
      };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent & { readonly currentTarget: HTMLElement }) {
      if (start.current === null) return;
      const { x, y } = start.current;
      event.currentTarget.dataset.dragged = 'true';
      event.currentTarget.style.translate = `${event.clientX - x}px ${event.clientY - y}px`;
    },
    onPointerUp(event: PointerEvent & { readonly currentTarget: HTMLElement }) {
      if (start.current === null) return;
      const wasDragged = event.currentTarget.dataset.dragged === 'true';
      const own = event.currentTarget.getBoundingClientRect();
      const stage = event.currentTarget.parentElement?.getBoundingClientRect();
      reset(event.currentTarget);
      if (!wasDragged || stage === undefined) return;
      const middle = { x: own.x + own.width / 2 - stage.x, y: own.y + own.height / 2 - stage.y };
      ownCorner.value = cornerAt(middle.x, middle.y, stage);
    },
    onPointerCancel(event: PointerEvent & { readonly currentTarget: HTMLElement }) {
      reset(event.currentTarget);
    },
  };
}
