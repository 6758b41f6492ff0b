import { useId } from 'preact/hooks';
import type { NoServersReason } from '../../trickle/fetch-servers.ts';
import type { ServerList } from '../../trickle/server-list.ts';
import { Notice } from '../elements/notice.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

/** That the deployment is being asked for its servers, or why it gave none, and the way out. */
export function OwnServersNotice({ servers }: { servers: ServerList }) {
  const words = useTrickleTexts().servers;
  const own = servers.own.value;
  if (own.state === 'here') return null;
  if (own.state === 'loading')
    return (
      <p class="trickle-status" role="status">
        <span class="pulse" />
        {words.loading}
      </p>
    );
  const { reason } = own;
  const isAboutPassword = reason === 'password-needed' || reason === 'wrong-password';
  const text = isWorded(reason, words.refusals) ? words.refusals[reason] : words.refused(reason);
  return (
    <>
      <Notice
        role="alert"
        testId="no-servers"
        action={
          !isAboutPassword && (
            <button type="button" class="button button-secondary" onClick={() => void servers.reset()}>
              {words.retry}
            </button>
          )
        }
      >
        {text}
      </Notice>
      {isAboutPassword && <PasswordForm servers={servers} isWrong={reason === 'wrong-password'} />}
    </>
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

function isWorded<Worded extends object>(
  reason: NoServersReason,
  refusals: Worded,
): reason is NoServersReason & keyof Worded {
  return Object.hasOwn(refusals, reason);
}
