import type { Signal } from '@preact/signals';
import type { RefusalCode } from '#protocol';
import type { Call } from '../../session/view.ts';
import { DeviceNotices } from '../devices/device-notices.tsx';
import { MutedSpeechHint } from '../devices/muted-speech-hint.tsx';
import { SoundIcon } from '../elements/icons.tsx';
import { MediaNotice } from '../elements/media-notice.tsx';
import { Notice } from '../elements/notice.tsx';
import { useTexts } from '../i18n-context.ts';
import type { PlaybackGate } from './playback-gate.ts';
import { ScreenNotice } from './screen-notice.tsx';

/** What an owner asked for and the server refused. */
export interface Refused {
  readonly action: 'lock' | 'remove';
  readonly code: RefusalCode;
}

interface CallNoticesProps {
  readonly call: Call;
  readonly gate: PlaybackGate;
  readonly refused: Signal<Refused | null>;
}

export function CallNotices({ call, gate, refused }: CallNoticesProps) {
  const texts = useTexts();
  const { value: refusal } = refused;
  const hear = (
    <button type="button" class="button button-primary" data-testid="tap-to-hear" onClick={gate.resume}>
      {texts.call.tapToHear}
    </button>
  );
  const isOutdated = call.joinProblem.value === 'version';
  const reload = (
    <button type="button" class="button button-primary" onClick={() => location.reload()}>
      {texts.lobby.reload}
    </button>
  );
  return (
    <div class="call-notices">
      {isOutdated && (
        <Notice role="alert" testId="outdated" action={reload}>
          {texts.refusals.version}
        </Notice>
      )}
      {!isOutdated && !call.signalingConnected.value && (
        <Notice role="status" testId="signaling-away" icon={<span class="pulse" aria-hidden="true" />}>
          {texts.call.signalingAway}
        </Notice>
      )}
      {gate.blocked.value && call.people.value.length > 0 && (
        <Notice role="alert" icon={<SoundIcon />} action={hear}>
          {texts.call.soundBlocked}
        </Notice>
      )}
      {refusal !== null && (
        <Notice
          role="alert"
          tone="problem"
          onClose={() => {
            refused.value = null;
          }}
        >
          {texts.call.refused[refusal.action]} {texts.refusals[refusal.code]}
        </Notice>
      )}
      <ScreenNotice screen={call.screen} />
      <MediaNotice media={call.media} closable />
      <DeviceNotices controls={call.media.controls} />
      <MutedSpeechHint media={call.media} />
    </div>
  );
}
