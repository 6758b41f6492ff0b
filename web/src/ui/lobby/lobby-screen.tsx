import { useEffect } from 'preact/hooks';
import { estimateCodeStrength } from '../../session/code-strength.ts';
import type { App, Call } from '../../session/view.ts';
import { DeviceChoice } from '../devices/device-choice.tsx';
import { DeviceNotices } from '../devices/device-notices.tsx';
import { FlipButton } from '../devices/flip-button.tsx';
import { DevicesLink } from '../elements/devices-link.tsx';
import { InviteLink } from '../elements/invite-link.tsx';
import { MediaNotice } from '../elements/media-notice.tsx';
import { MediaToggles } from '../elements/media-toggles.tsx';
import { Page } from '../elements/page.tsx';
import { SelfView } from '../elements/self-view.tsx';
import { useDocumentTitle, useTexts } from '../i18n-context.ts';
import { JoinForm } from './join-form.tsx';

/** Before the call: how one will be seen and heard, and under which name. */
export function LobbyScreen({ app, call }: { app: App; call: Call }) {
  const { invite, lobby, rooms } = useTexts();
  const { media } = call;
  useDocumentTitle(lobby.documentTitle);
  useEffect(() => {
    if (media.status.peek() === 'idle') void media.open();
  }, [media]);
  return (
    <Page name="lobby" onHome={app.goHome}>
      <h1 tabIndex={-1}>{lobby.title}</h1>
      <section class="lobby-view" aria-label={lobby.preview}>
        <SelfView media={media} name={call.name.value} status={useSelfStatus(call)}>
          <MediaToggles media={media}>
            <FlipButton controls={media.controls} />
          </MediaToggles>
        </SelfView>
        <MediaNotice media={media} />
        <DeviceNotices controls={media.controls} />
      </section>
      <div class="lobby-form">
        <JoinForm call={call} />
        <DeviceChoice media={media} />
        <DevicesLink app={app} isLong={false} />
        <div class="lobby-invite">
          {call.typedCode !== null && (
            <p class="typed-code">
              <strong>{lobby.typedCode}</strong> <bdi class="code">{call.typedCode}</bdi>
              <span class="hint code-strength">
                {rooms.codeStrength[estimateCodeStrength(call.typedCode)]}
              </span>
            </p>
          )}
          <InviteLink
            link={call.inviteLink}
            hint={call.typedCode === null ? invite.hint : lobby.typedCodeHint}
          />
        </div>
      </div>
    </Page>
  );
}

function useSelfStatus({ media }: Call): string {
  const { lobby } = useTexts();
  if (media.status.value === 'asking') return lobby.asking;
  // Before it was asked for, it is as good as asked for.
  if (media.status.value === 'idle' || media.cameraOn.value) return lobby.starting;
  if (media.problem.value?.kind === 'both') return lobby.withoutBoth;
  return media.problem.value?.kind === 'camera' ? lobby.withoutCamera : lobby.cameraIsOff;
}
