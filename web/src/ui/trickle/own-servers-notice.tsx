import { useEffect, useId, useRef } from 'preact/hooks';
import type { CheckupRefusal } from '../../checkup/view.ts';
import type { ServerList } from '../../trickle/server-list.ts';
import { Notice } from '../elements/notice.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

interface OwnServersNoticeProps {
  readonly servers: ServerList;
  /** The password was right: the form that had the focus is gone. */
  readonly onLetIn: () => void;
}

/** That the deployment is being asked for its servers, or why it gave none, and the way out. */
export function OwnServersNotice({ servers, onLetIn }: OwnServersNoticeProps) {
  const words = useTrickleTexts().servers;
  const own = servers.own.value;
  /** The last reason, for as long as it takes to try again: the form stays, and with it the focus. */
  const asked = useRef<CheckupRefusal | null>(null);
  if (own.state === 'refused') asked.current = isAboutPassword(own.reason) ? own.reason : null;
  useEffect(() => {
    if (own.state !== 'here' || asked.current === null) return;
    asked.current = null;
    onLetIn();
  }, [own.state]);
  if (own.state === 'here') return null;
  return (
    <>
      {own.state === 'refused' ? (
        <RefusalNotice servers={servers} reason={own.reason} />
      ) : (
        <p class="trickle-status" role="status">
          <span class="pulse" />
          {words.loading}
        </p>
      )}
      {asked.current !== null && (
        <PasswordForm servers={servers} isWrong={asked.current === 'wrong-password'} />
      )}
    </>
  );
}

function RefusalNotice({ servers, reason }: { servers: ServerList; reason: CheckupRefusal }) {
  const words = useTrickleTexts().servers;
  return (
    <Notice
      role="alert"
      testId="no-servers"
      action={
        !isAboutPassword(reason) && (
          <button type="button" class="button button-secondary" onClick={() => void servers.reset()}>
            {words.retry}
          </button>
        )
      }
    >
      {isWorded(reason, words.refusals) ? words.refusals[reason] : words.refused(reason)}
    </Notice>
  );
}

function PasswordForm({ servers, isWrong }: { servers: ServerList; isWrong: boolean }) {
  const words = useTrickleTexts().servers;
  const id = useId();
  return (
    <form
      class="trickle-password"
      onSubmit={(event) => {
        event.preventDefault();
        void servers.reset();
      }}
    >
      <label class="label" for={id}>
        {words.password}
      </label>
      <div class="trickle-password-row">
        <input
          id={id}
          class="input"
          type="password"
          autoComplete="current-password"
          required
          aria-invalid={isWrong}
          aria-describedby={`${id}-hint`}
          data-testid="trickle-password"
          value={servers.password.value}
          onInput={(event) => {
            servers.password.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button button-primary" data-testid="trickle-password-send">
          {words.passwordSend}
        </button>
      </div>
      <p id={`${id}-hint`} class="hint">
        {words.passwordHint}
      </p>
    </form>
  );
}

function isAboutPassword(reason: CheckupRefusal): boolean {
  return reason === 'password-needed' || reason === 'wrong-password';
}

function isWorded<Worded extends object>(
  reason: CheckupRefusal,
  refusals: Worded,
): reason is CheckupRefusal & keyof Worded {
  return Object.hasOwn(refusals, reason);
}
