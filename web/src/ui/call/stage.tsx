import { useRef } from 'preact/hooks';
import type { Call, Person } from '../../session/view.ts';
import { InviteLink } from '../elements/invite-link.tsx';
import { SelfView } from '../elements/self-view.tsx';
import { useTexts } from '../i18n-context.ts';
import { FloatingReactions } from './floating-reactions.tsx';
import { PersonTile } from './person-tile.tsx';
import type { PlaybackGate } from './playback-gate.ts';
import { OwnScreenTile, ScreenTile } from './screen-tile.tsx';
import { NamePlate } from './tile-marks.tsx';
import { useTileSize } from './use-tile-size.ts';

interface StageProps {
  readonly call: Call;
  readonly gate: PlaybackGate;
  readonly onRemove: (person: Person) => void;
}

/** Everybody. With one other person the own picture floats above theirs; otherwise it is a tile among the tiles. */
export function Stage({ call, gate, onRemove }: StageProps) {
  const texts = useTexts();
  const tiles = useRef<HTMLDivElement>(null);
  const people = call.people.value;
  const isAlone = people.length === 0;
  const sharing = people.filter((person) => person.screen.value !== null);
  const isSharing = call.screen.stream.value !== null;
  const screens = sharing.length + (isSharing ? 1 : 0);
  const isPair = people.length === 1 && screens === 0;
  useTileSize(tiles, isPair ? 1 : isAlone ? 2 : people.length + 1);
  return (
    <section class="stage" aria-label={texts.call.everyone} data-screens={screens}>
      {screens > 0 && (
        <div class="screens">
          {sharing.map((person) => (
            <ScreenTile key={person.id} person={person} gate={gate} />
          ))}
          {isSharing && <OwnScreenTile key="own" screen={call.screen} />}
        </div>
      )}
      <div ref={tiles} class="tiles">
        {people.map((person) => (
          <PersonTile
            key={person.id}
            person={person}
            gate={gate}
            onRemove={call.isOwner.value ? () => onRemove(person) : null}
          />
        ))}
        <OwnTile key="own" call={call} isFloating={isPair} />
        {isAlone && <Invitation key="invitation" call={call} />}
      </div>
      <FloatingReactions call={call} />
    </section>
  );
}

function OwnTile({ call, isFloating }: { call: Call; isFloating: boolean }) {
  const texts = useTexts();
  const { media, name } = call;
  const isStarting = media.cameraOn.value;
  return (
    <article class="tile tile-own" data-floating={isFloating} aria-label={texts.common.you}>
      <SelfView media={media} name={name.value} status={isStarting ? texts.lobby.starting : null}>
        <NamePlate
          name={texts.common.you}
          microphoneOn={media.microphoneOn.value}
          cameraOn={media.cameraOn.value}
          handRaised={call.hand.value !== null}
        />
      </SelfView>
    </article>
  );
}

function Invitation({ call }: { call: Call }) {
  const texts = useTexts();
  return (
    <section class="tile tile-invitation">
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
