import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Call } from '../../session/view.ts';
import { Dialog } from '../elements/dialog.tsx';
import { useTexts } from '../i18n-context.ts';
import { displayName } from './display-name.ts';

interface HostDialogProps {
  readonly call: Call;
  readonly onHandOver: (peerId: string) => void;
  readonly onEnd: () => void;
  readonly onClose: () => void;
}

/** What an owner does rarely, and to everybody. */
export function HostDialog({ call, onHandOver, onEnd, onClose }: HostDialogProps) {
  const { rooms } = useTexts();
  return (
    <Dialog title={rooms.owner.title} onClose={onClose}>
      <HandOver call={call} onHandOver={onHandOver} />
      <EndCall onEnd={onEnd} />
    </Dialog>
  );
}

function HandOver({ call, onHandOver }: Pick<HostDialogProps, 'call' | 'onHandOver'>) {
  const texts = useTexts();
  const { owner } = texts.rooms;
  const heir = useSignal('');
  const id = useId();
  // Who is away could not take it over.
  const people = call.people.value.filter((person) => !person.away.value);
  const chosen = people.find((person) => person.id === heir.value) ?? people[0];
  return (
    <section class="host-section">
      <h3>{owner.handOver}</h3>
      <p class="hint">{chosen === undefined ? owner.nobody : owner.handOverLead}</p>
      {chosen !== undefined && (
        <form method="dialog" class="host-form" onSubmit={() => onHandOver(chosen.id)}>
          <label class="label" for={id}>
            {owner.handOverTo}
          </label>
          <select
            id={id}
            class="input"
            value={chosen.id}
            data-testid="heir"
            onChange={(event) => {
              heir.value = event.currentTarget.value;
            }}
          >
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {displayName(person, texts)}
              </option>
            ))}
          </select>
          <button type="submit" class="button button-secondary" data-testid="hand-over">
            {owner.handOver}
          </button>
        </form>
      )}
    </section>
  );
}

/** Asks twice: the second button stands where the first one stood. */
function EndCall({ onEnd }: Pick<HostDialogProps, 'onEnd'>) {
  const { owner } = useTexts().rooms;
  const isSure = useSignal(false);
  return (
    <section class="host-section">
      <h3>{owner.end}</h3>
      <p class="hint">{owner.endLead}</p>
      <button
        type="button"
        class="button button-danger"
        data-testid={isSure.value ? 'end-confirm' : 'end-call'}
        onClick={() => {
          if (isSure.value) onEnd();
          isSure.value = true;
        }}
      >
        {isSure.value ? owner.endConfirm : owner.endForEveryone}
      </button>
    </section>
  );
}
