import { useRef } from 'preact/hooks';
import type { Call, Person } from '../../session/view.ts';
import { InviteLink } from '../elements/invite-link.tsx';
import { useTexts } from '../i18n-context.ts';
import { FloatingReactions } from './floating-reactions.tsx';
import { OwnTile } from './own-tile.tsx';
import { PersonTile } from './person-tile.tsx';
import type { PlaybackGate } from './playback-gate.ts';
import { OwnScreenTile, ScreenTile } from './screen-tile.tsx';
import { chooseFeatured, layoutStage, type Rectangle, type StageTile } from './stage-layout.ts';
import { OWN_TILE, type StageView } from './stage-view.ts';
import { tileStyle } from './tile-style.ts';
import { useStageSpace } from './use-stage-space.ts';

interface StageProps {
  readonly call: Call;
  readonly gate: PlaybackGate;
  readonly view: StageView;
  readonly onRemove: (person: Person) => void;
  readonly onDetails: (person: Person) => void;
}

const INVITATION_TILE = 'invitation';

/**
 * Everybody. With one other person the own picture floats above theirs; otherwise it is a tile among the tiles. The
 * order of the elements stays, whatever is large: a video that is moved in the document stops for a moment.
 */
export function Stage({ call, gate, view, onRemove, onDetails }: StageProps) {
  const texts = useTexts();
  const element = useRef<HTMLDivElement>(null);
  const space = useStageSpace(element).value;
  const people = call.people.value;
  const isAlone = people.length === 0;
  const sharing = people.filter((person) => person.screen.value !== null);
  const isSharing = call.screen.stream.value !== null;
  const screens = [...sharing.map(({ id }) => screenTileId(id)), ...(isSharing ? [OWN_SCREEN_TILE] : [])];
  const isPair = people.length === 1 && screens.length === 0;
  const tiles = tilesOf(people, screens, !isPair && !view.ownHidden.value);
  const featured = chooseFeatured({
    tiles,
    pinned: view.pinned.value,
    speakerView: view.speakerView.value && people.length > 1,
    activeSpeaker: call.activeSpeaker.value,
  });
  const places: ReadonlyMap<string, Rectangle> =
    space === null ? new Map() : layoutStage(tiles, space, featured);
  const pinOf = (id: string) => ({
    place: places.get(id),
    isPinned: view.pinned.value === id,
    onPin: () => {
      view.pinned.value = view.pinned.peek() === id ? null : id;
    },
  });
  return (
    <section class="stage" aria-label={texts.call.everyone}>
      <div ref={element} class="tiles" data-featured={featured !== null}>
        {sharing.map((person) => {
          const id = screenTileId(person.id);
          return <ScreenTile key={id} person={person} gate={gate} {...pinOf(id)} />;
        })}
        {isSharing && (
          <OwnScreenTile key={OWN_SCREEN_TILE} screen={call.screen} {...pinOf(OWN_SCREEN_TILE)} />
        )}
        {people.map((person) => (
          <PersonTile
            key={person.id}
            person={person}
            gate={gate}
            {...pinOf(person.id)}
            {...(isPair && { onPin: null })}
            onDetails={() => onDetails(person)}
            onRemove={call.isOwner.value ? () => onRemove(person) : null}
          />
        ))}
        {!view.ownHidden.value && (
          <OwnTile key="own" call={call} view={view} isFloating={isPair} place={places.get(OWN_TILE)} />
        )}
        {isAlone && <Invitation key="invitation" call={call} place={places.get(INVITATION_TILE)} />}
      </div>
      <FloatingReactions call={call} />
    </section>
  );
}

const OWN_SCREEN_TILE = 'screen:own';

function screenTileId(personId: string): string {
  return `screen:${personId}`;
}

/** What is laid out. */
function tilesOf(
  people: readonly Person[],
  screens: readonly string[],
  withOwn: boolean,
): readonly StageTile[] {
  return [
    ...screens.map((id): StageTile => ({ id, kind: 'screen' })),
    ...people.map(({ id }): StageTile => ({ id, kind: 'person' })),
    ...(withOwn ? [{ id: OWN_TILE, kind: 'own' } as const] : []),
    ...(people.length === 0 ? [{ id: INVITATION_TILE, kind: 'invitation' } as const] : []),
  ];
}

function Invitation({ call, place }: { call: Call; place: Rectangle | undefined }) {
  const texts = useTexts();
  return (
    <section class="tile tile-invitation" style={tileStyle(place)}>
      <div class="invitation">
        <h2>{texts.call.aloneTitle}</h2>
        <p>{texts.call.aloneLead}</p>
        <InviteLink
          isMainAction
          link={call.inviteLink}
          hint={call.locked.value ? texts.invite.lockedHint : texts.invite.hint}
        />
      </div>
    </section>
  );
}
