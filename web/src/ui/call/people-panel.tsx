import type { ComponentChildren } from 'preact';
import type { Call, Person } from '../../session/view.ts';
import { CameraIcon, CameraOffIcon, MicrophoneIcon, MicrophoneOffIcon } from '../elements/icons.tsx';
import { initialsOf } from '../elements/initials.ts';
import { HandIcon, ScreenIcon } from './call-icons.tsx';
import { displayName } from './display-name.ts';
import { handOrder } from './hand-order.ts';
import { useCallTexts } from './use-call-texts.ts';

/** Who is here: raised hands first, in their order; then this person and the others as they came. */
export function PeoplePanel({ call }: { call: Call }) {
  const { company } = useCallTexts();
  const hands = handOrder(call);
  const everybody: readonly (Person | null)[] = [null, ...call.people.value];
  const idOf = (one: Person | null) => one?.id ?? null;
  const place = (one: Person | null) => (hands.includes(idOf(one)) ? hands.indexOf(idOf(one)) : hands.length);
  const sorted = [...everybody].sort((one, other) => place(one) - place(other));
  return (
    <ul class="people" aria-label={company.people}>
      {sorted.map((one) => {
        const hand = hands.indexOf(idOf(one)) + 1;
        return one === null ? (
          <OwnRow key="own" call={call} hand={hand} />
        ) : (
          <PersonRow key={one.id} person={one} hand={hand} />
        );
      })}
    </ul>
  );
}

function OwnRow({ call, hand }: { call: Call; hand: number }) {
  const texts = useCallTexts();
  return (
    <Row
      name={texts.common.you}
      initials={initialsOf(call.name.value)}
      status={null}
      microphoneOn={call.media.microphoneOn.value}
      cameraOn={call.media.cameraOn.value}
      isSharing={call.screen.stream.value !== null}
      hand={hand}
    />
  );
}

function PersonRow({ person, hand }: { person: Person; hand: number }) {
  const texts = useCallTexts();
  const link = person.link.value;
  const status = link !== 'connected' ? texts.call.link[link] : person.away.value ? texts.call.away : null;
  return (
    <Row
      name={displayName(person, texts)}
      initials={initialsOf(person.name.value)}
      status={status}
      microphoneOn={person.microphoneOn.value}
      cameraOn={person.cameraOn.value}
      isSharing={person.screen.value !== null}
      hand={hand}
    />
  );
}

interface RowProps {
  readonly name: string;
  readonly initials: string;
  readonly status: string | null;
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  readonly isSharing: boolean;
  /** Place in the order of hands, from 1; 0 while it is down. */
  readonly hand: number;
}

function Row({ name, initials, status, microphoneOn, cameraOn, isSharing, hand }: RowProps) {
  const { call, company } = useCallTexts();
  return (
    <li class="people-row" data-testid="people-row">
      <span class="people-disc" aria-hidden="true">
        {initials}
      </span>
      <div class="people-name">
        <bdi dir="auto">{name}</bdi>
        {status !== null && <span class="people-status">{status}</span>}
      </div>
      <div class="people-marks">
        {hand > 0 && (
          <span class="people-hand" role="img" aria-label={company.handAt(hand)} title={company.handAt(hand)}>
            <HandIcon /> {hand}
          </span>
        )}
        {isSharing && (
          <Mark label={company.sharing}>
            <ScreenIcon />
          </Mark>
        )}
        <Mark label={microphoneOn ? company.microphoneOn : call.microphoneOff} off={!microphoneOn}>
          {microphoneOn ? <MicrophoneIcon /> : <MicrophoneOffIcon />}
        </Mark>
        <Mark label={cameraOn ? company.cameraOn : call.cameraOff} off={!cameraOn}>
          {cameraOn ? <CameraIcon /> : <CameraOffIcon />}
        </Mark>
      </div>
    </li>
  );
}

function Mark({
  label,
  off = false,
  children,
}: {
  label: string;
  off?: boolean;
  children: ComponentChildren;
}) {
  return (
    <span role="img" aria-label={label} title={label} data-off={off}>
      {children}
    </span>
  );
}
