import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Person, ScreenShare } from '../../session/view.ts';
import { FullscreenIcon, StopSharingIcon } from '../elements/icons.tsx';
import { StreamVideo } from '../elements/stream-video.tsx';
import { useTexts } from '../i18n-context.ts';
import { displayName } from './display-name.ts';
import type { PlaybackGate } from './playback-gate.ts';

/** The screen that somebody else shares. */
export function ScreenTile({ person, gate }: { person: Person; gate: PlaybackGate }) {
  const texts = useTexts();
  const name = texts.company.screenOf(displayName(person, texts));
  return <Screen id={person.id} name={name} stream={person.screen.value} gate={gate} />;
}

/** The own one, as it is captured: so that nobody wonders what the others see. */
export function OwnScreenTile({ screen }: { screen: ScreenShare }) {
  const { company } = useTexts();
  return (
    <Screen id="own" name={company.yourScreen} stream={screen.stream.value} gate={null}>
      <div class="screen-controls">
        <ContentChoice screen={screen} />
        <button type="button" class="button button-danger" onClick={screen.stop}>
          <StopSharingIcon /> {company.stopSharing}
        </button>
      </div>
    </Screen>
  );
}

interface ScreenProps {
  readonly id: string;
  readonly name: string;
  readonly stream: MediaStream | null;
  /** Null for the own one, which makes no sound here. */
  readonly gate: PlaybackGate | null;
  readonly children?: ComponentChildren;
}

function Screen({ id, name, stream, gate, children }: ScreenProps) {
  const { company, call } = useTexts();
  const article = useRef<HTMLElement>(null);
  const hasPicture = useSignal(false);
  return (
    <article
      ref={article}
      class="screen-tile"
      aria-label={name}
      data-testid="screen-tile"
      data-kind="screen"
      data-screen-of={id}
      data-picture={hasPicture.value}
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
      {document.fullscreenEnabled && gate !== null && (
        <button
          type="button"
          class="button-icon screen-fullscreen"
          aria-label={company.fullscreen(name)}
          title={company.fullscreen(name)}
          onClick={() => void toggleFullscreen(article.current)}
        >
          <FullscreenIcon />
        </button>
      )}
    </article>
  );
}

function ContentChoice({ screen }: { screen: ScreenShare }) {
  const { company } = useTexts();
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
