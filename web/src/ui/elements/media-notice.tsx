import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LocalMedia } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';
import { browserKind } from '../media-help/browser-kind.ts';
import { wayOut } from '../media-help/way-out.ts';
import { Notice } from './notice.tsx';

/**
 * Why camera or microphone cannot be had, and the way out. `closable`: in the call, where it may be put away, and
 * where what was known in the lobby is not said again.
 */
export function MediaNotice({ media, closable = false }: { media: LocalMedia; closable?: boolean }) {
  const texts = useTexts().media;
  const problem = media.problem.value;
  const key = problem && `${problem.kind} ${problem.cause}`;
  const closedKey = useSignal(closable ? key : null);
  useEffect(() => {
    if (key !== closedKey.value) closedKey.value = null;
  }, [key]);
  if (problem === null || closedKey.value === key) return null;
  const { kind, cause } = problem;
  // While the browser still asks, asking again would be one question more.
  const tryAgain = cause !== 'no-answer' && (
    <button type="button" class="button button-secondary" onClick={() => void media.open()}>
      {texts.tryAgain}
    </button>
  );
  const close = () => {
    closedKey.value = key;
  };
  const out = wayOut(cause, browserKind(navigator.userAgent, navigator.maxTouchPoints));
  return (
    <Notice role="status" testId="media-problem" action={tryAgain} {...(closable && { onClose: close })}>
      <strong>{texts.problems[cause](kind)}</strong>
      {asSentences([texts.waysOut[out](kind), (closable ? texts.withoutInCall : texts.without)[kind]])}
    </Notice>
  );
}

/** Behind a sentence and between sentences stands a space, but not behind the full stop of Chinese, which has its own. */
function asSentences(sentences: readonly string[]): string {
  return sentences.map((sentence) => (sentence.endsWith('。') ? sentence : ` ${sentence}`)).join('');
}
