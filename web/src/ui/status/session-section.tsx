import type { App } from '../../session/view.ts';
import type { StatusPage } from '../../status/view.ts';
import { KeepSwitch } from './sign-in.tsx';
import { useStatusTexts } from './use-status-texts.ts';

export function SessionSection({ app, page }: { app: App; page: StatusPage }) {
  const texts = useStatusTexts();
  return (
    <div class="status-session">
      <KeepSwitch page={page} />
      <div class="actions">
        <button
          type="button"
          class="button button-secondary"
          data-testid="sign-out"
          onClick={() => page.signOut()}
        >
          {texts.signOut}
        </button>
        <button type="button" class="button button-secondary" onClick={() => app.closeSidePage()}>
          {texts.back}
        </button>
      </div>
    </div>
  );
}
