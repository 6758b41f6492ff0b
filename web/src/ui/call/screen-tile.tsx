import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Person, ScreenShare } from '../../session/view.ts';
import { StreamVideo } from '../elements/stream-video.tsx';
import { FullscreenIcon, StopSharingIcon } from './call-icons.tsx';
import { displayName } from './display-name.ts';
import type { PlaybackGate } from './playback-gate.ts';
import type { Rectangle } from './stage-layout.ts';
import { TileAction } from './tile-action.tsx';
import { TileActions } from './tile-actions.tsx';
import { tileStyle } from './tile-style.ts';
import { useCallTexts } from './use-call-texts.ts';

interface OnStage {
  readonly place: Rectangle | undefined;
  readonly isPinned: boolean;
  readonly onPin: () => void;
}

/** The screen that somebody else shares. */
export function ScreenTile({
  person,
  gate,
  ...onStage
}: OnStage & { readonly person: Person; readonly gate: PlaybackGate }) {
  const texts = useCallTexts();
  const name = texts.company.screenOf(displayName(person, texts));
  return <Screen id={person.id} name={name} stream={person.screen.value} gate={gate} {...onStage} />;
}

/** The own one, as it is captured: so that nobody wonders what the others see. */
export function OwnScreenTile({ screen, ...onStage }: OnStage & { readonly screen: ScreenShare }) {
  const { company } = useCallTexts();
  return (
    <Screen id="own" name={company.yourScreen} stream={screen.stream.value} gate={null} {...onStage}>
      <div class="screen-controls">
        <ContentChoice screen={screen} />
        <button type="button" class="button button-danger" onClick={screen.stop}>
          <StopSharingIcon /> {company.endScreen}
        </button>
      </div>
    </Screen>
  );
}

interface ScreenProps extends OnStage {
  readonly id: string;
  readonly name: string;
  readonly stream: MediaStream | null;
  /** Null for the own one, which makes no sound here. */
  readonly gate: PlaybackGate | null;
  readonly children?: ComponentChildren;
}

function Screen({ id, name, stream, gate, place, isPinned, onPin, children }: ScreenProps) {
  const { company, call } = useCallTexts();
  const article = useRef<HTMLElement>(null);
  const hasPicture = useSignal(false);
  return (
    <article
      ref={article}
      class="tile screen-tile"
      tabIndex={-1}
      aria-label={name}
      data-testid="screen-tile"
      data-kind="screen"
      data-screen-of={id}
      data-picture={hasPicture.value}
      data-pinned={isPinned}
      style={tileStyle(place)}
    >
      <StreamVideo
        isScreen
        own={gate === null}
        stream={stream}
        hidden={!hasPicture.value}
        {...(gate && { play: gate.play })}
        onPicture={(has) => {
          hasPicture.value = has;
        }}
      />
      {!hasPicture.value && <p class="tile-status">{call.waitingForVideo}</p>}
      <div class="name-plate">
        <bdi class="name" dir="auto">
          {name}
        </bdi>
      </div>
      {children}
      <TileActions name={name} isPinned={isPinned} onPin={onPin} onRemove={null}>
        {document.fullscreenEnabled && gate !== null && (
          <TileAction
            name={company.fullscreen(name)}
            testId="screen-fullscreen"
            onClick={() => void toggleFullscreen(article.current)}
          >
            <FullscreenIcon />
          </TileAction>
        )}
      </TileActions>
    </article>
  );
}

function ContentChoice({ screen }: { screen: ScreenShare }) {
  const { company } = useCallTexts();
  return (
    <fieldset class="segments" aria-label={company.content.label}>
      {(['detail', 'motion'] as const).map((content) => (
        <label key={content} class="segment" title={company.content.explained[content]}>
          <input
            type="radio"
            name="screen-content"
            checked={screen.content.value === content}
            onChange={() => void screen.setContent(content)}
          />
          <span>{company.content[content]}</span>
        </label>
      ))}
    </fieldset>
  );
}

async function toggleFullscreen(element: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement !== null) await document.exitFullscreen();
  else await element?.requestFullscreen();
}
