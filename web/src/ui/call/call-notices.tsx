import type { Signal } from '@preact/signals';
import type { RefusalCode } from '#protocol';
import type { Texts } from '../../i18n/en.ts';
import type { Call, Visitor } from '../../session/view.ts';
import { DeviceNotices } from '../devices/device-notices.tsx';
import { MutedSpeechHint } from '../devices/muted-speech-hint.tsx';
import { SoundIcon } from '../elements/icons.tsx';
import { MediaNotice } from '../elements/media-notice.tsx';
import { Notice } from '../elements/notice.tsx';
import { useTexts } from '../i18n-context.ts';
import { ReportNotice } from '../report/report-notice.tsx';
import type { PlaybackGate } from './playback-gate.ts';
import { RoomNotices } from './room-notices.tsx';
import { ScreenNotice } from './screen-notice.tsx';
import { SlowNetworkNotice } from './slow-network-notice.tsx';
import { reloadUnasked } from './use-leave-warning.ts';
import { VisitorNotices } from './visitor-notices.tsx';

/** What an owner asked for and the server refused. */
export interface Refused {
  readonly action: 'lock' | 'remove' | 'visitor' | 'handOver' | 'end';
  readonly code: RefusalCode;
}

interface CallNoticesProps {
  readonly call: Call;
  readonly gate: PlaybackGate;
  readonly refused: Signal<Refused | null>;
  readonly onAnswerVisitor: (visitor: Visitor, admit: boolean) => void;
}

export function CallNotices({ call, gate, refused, onAnswerVisitor }: CallNoticesProps) {
  const texts = useTexts();
  const { value: refusal } = refused;
  const hear = (
    <button type="button" class="button button-primary" data-testid="tap-to-hear" onClick={gate.resume}>
      {texts.call.tapToHear}
    </button>
  );
  const isOutdated = call.joinProblem.value === 'version';
  const reload = (
    <button type="button" class="button button-primary" onClick={reloadUnasked}>
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
          {refusedText(texts, refusal.action)} {texts.refusals[refusal.code]}
        </Notice>
      )}
      {call.reporting.value !== null && <ReportNotice reporting={call.reporting.value} />}
      <VisitorNotices call={call} onAnswer={onAnswerVisitor} />
      <RoomNotices call={call} />
      <SlowNetworkNotice call={call} />
      <ScreenNotice screen={call.screen} />
      <MediaNotice media={call.media} closable />
      <DeviceNotices controls={call.media.controls} />
      <MutedSpeechHint media={call.media} />
    </div>
  );
}

function refusedText({ call, rooms }: Texts, action: Refused['action']): string {
  const words = { ...call.refused, ...rooms.owner.refused, visitor: rooms.visitors.refused };
  return words[action];
}
