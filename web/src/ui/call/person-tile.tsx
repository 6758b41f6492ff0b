import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Person } from '../../session/view.ts';
import { Avatar } from '../elements/avatar.tsx';
import { StreamVideo } from '../elements/stream-video.tsx';
import { displayName } from './display-name.ts';
import type { PlaybackGate } from './playback-gate.ts';
import { shownLines } from './shown-lines.ts';
import type { Rectangle } from './stage-layout.ts';
import { TileActions } from './tile-actions.tsx';
import { NamePlate, PathMark, QualityMark } from './tile-marks.tsx';
import { showsPicture, type TileStatus, tileState, tileStatus } from './tile-status.ts';
import { tileStyle } from './tile-style.ts';
import { useCallTexts } from './use-call-texts.ts';

interface PersonTileProps {
  readonly person: Person;
  readonly gate: PlaybackGate;
  readonly place: Rectangle | undefined;
  readonly isPinned: boolean;
  /** Null where there is nothing to choose from. */
  readonly onPin: (() => void) | null;
  /** Given to owners. */
  readonly onRemove: (() => void) | null;
  readonly onDetails: () => void;
}

export function PersonTile({ person, gate, place, isPinned, onPin, onRemove, onDetails }: PersonTileProps) {
  const texts = useCallTexts();
  const hasPicture = useSignal(false);
  const facts = {
    link: person.link.value,
    linkStep: person.linkStep.value,
    away: person.away.value,
    cameraOn: person.cameraOn.value,
    hasPicture: hasPicture.value,
    videoPaused: person.connection.videoPaused.value,
  };
  const name = displayName(person, texts);
  const status = useStatusText(tileStatus(facts));
  const isShown = showsPicture(facts);
  const lines = shownLines(place);
  useEffect(() => {
    if (lines !== null) person.showAt(lines);
  }, [person, lines]);
  return (
    <article
      class="tile"
      tabIndex={-1}
      aria-label={name}
      data-testid="tile"
      data-peer-id={person.id}
      data-peer={person.id}
      data-link={facts.link}
      data-state={tileState(facts)}
      data-path={person.path.value ?? undefined}
      data-away={facts.away}
      data-picture={isShown}
      data-speaking={person.speaking.value}
      data-pinned={isPinned}
      style={tileStyle(place)}
    >
      <Avatar name={person.name.value} tintOf={person.id} status={isShown ? null : status} />
      <StreamVideo
        stream={person.stream.value}
        hidden={!isShown}
        play={gate.play}
        onPicture={(has) => {
          hasPicture.value = has;
        }}
      />
      {isShown && status !== null && <p class="tile-status">{status}</p>}
      <div class="tile-top">
        {facts.link === 'connected' && person.path.value !== null && <PathMark path={person.path.value} />}
        {facts.link === 'connected' && <QualityMark quality={person.connection.quality.value} />}
      </div>
      <TileActions name={name} isPinned={isPinned} onPin={onPin} onRemove={onRemove} onDetails={onDetails} />
      <NamePlate
        name={name}
        microphoneOn={person.microphoneOn.value}
        cameraOn={facts.cameraOn}
        handRaised={person.hand.value !== null}
      />
    </article>
  );
}

function useStatusText(status: TileStatus): string | null {
  const { call, quality } = useCallTexts();
  if (status === null) return null;
  if (status === 'paused') return quality.theirVideoPaused;
  if (status === 'away') return call.away;
  if (status === 'waiting') return call.waitingForVideo;
  return { ...call.link, ...call.linkStep }[status];
}
