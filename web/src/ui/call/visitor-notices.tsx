import type { Call, Visitor } from '../../session/view.ts';
import { Notice } from '../elements/notice.tsx';
import { useTexts } from '../i18n-context.ts';
import { InviteIcon } from './call-icons.tsx';

/** Why two: more would leave no room for the call on a phone; the next one follows each answer. */
const SHOWN = 2;

interface VisitorNoticesProps {
  readonly call: Call;
  readonly onAnswer: (visitor: Visitor, admit: boolean) => void;
}

/** Who asks to be let in, each with the answer beside it. */
export function VisitorNotices({ call, onAnswer }: VisitorNoticesProps) {
  const { rooms, common } = useTexts();
  const visitors = call.visitors.value;
  const more = visitors.length - SHOWN;
  return (
    <>
      {visitors.slice(0, SHOWN).map((visitor) => {
        const name = visitor.name.trim() || common.guest;
        const answers = (
          <div class="visitor-answers">
            <button
              type="button"
              class="button button-secondary"
              aria-label={rooms.visitors.declinePerson(name)}
              data-testid="decline"
              onClick={() => onAnswer(visitor, false)}
            >
              {rooms.visitors.decline}
            </button>
            <button
              type="button"
              class="button button-primary"
              aria-label={rooms.visitors.admitPerson(name)}
              data-testid="admit"
              onClick={() => onAnswer(visitor, true)}
            >
              {rooms.visitors.admit}
            </button>
          </div>
        );
        return (
          <Notice
            key={visitor.id}
            role="status"
            tone="calm"
            testId="visitor"
            icon={<InviteIcon />}
            action={answers}
          >
            <bdi class="visitor-name">{rooms.visitors.asks(name)}</bdi>
          </Notice>
        );
      })}
      {more > 0 && (
        <Notice role="status" tone="calm" testId="more-visitors" icon={<InviteIcon />}>
          {rooms.visitors.more(more)}
        </Notice>
      )}
    </>
  );
}
