import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LocalMedia } from '../../session/view.ts';
import { MicrophoneOffIcon } from '../elements/icons.tsx';
import { Notice } from '../elements/notice.tsx';
import { useTexts } from '../i18n-context.ts';

/** Why: long enough to be read, short enough not to nag who talks to somebody beside them. */
const SHOWN_MS = 6_000;

/** “You are speaking, but your microphone is off”, with the way to switch it on. */
export function MutedSpeechHint({ media }: { media: LocalMedia }) {
  const { call, media: texts } = useTexts();
  const isShown = useSignal(false);
  const isMuted = !media.microphoneOn.value && media.status.value === 'ready';
  useEffect(() => {
    if (!isMuted) return;
    let timer = 0;
    const stop = media.controls.watchMutedSpeech(() => {
      isShown.value = true;
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        isShown.value = false;
      }, SHOWN_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
      isShown.value = false;
    };
  }, [isMuted, media]);
  if (!isShown.value) return null;
  return (
    <Notice
      role="status"
      testId="muted-speech"
      icon={<MicrophoneOffIcon />}
      action={
        <button type="button" class="button button-primary" onClick={() => void media.setMicrophoneOn(true)}>
          {call.unmute}
        </button>
      }
    >
      {texts.mutedSpeech}
    </Notice>
  );
}
