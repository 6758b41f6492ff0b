import type { Checkup, Delivery } from '../../checkup/view.ts';
import type { CheckupTexts } from '../../i18n/checkup-en.ts';
import { AlertIcon, CheckIcon } from '../elements/icons.tsx';
import { useCheckupTexts } from './use-checkup-texts.ts';

/** Whether the one who sent the link has got the result. */
export function DeliveryNotice({ checkup }: { checkup: Checkup }) {
  const { delivery: texts } = useCheckupTexts();
  const delivery = checkup.delivery.value;
  if (delivery === null) return null;
  const hasArrived = delivery === 'delivered';
  const isPending = delivery === 'sending';
  const again = (
    <button
      type="button"
      class="button button-secondary"
      data-testid="deliver-again"
      onClick={() => checkup.deliver()}
    >
      {texts.again}
    </button>
  );
  return (
    // Not the element of this name: with it this page would make pieces of what the lobby loads as a whole.
    <div
      class="notice"
      role="status"
      data-tone={hasArrived || isPending ? 'calm' : 'warning'}
      data-testid="delivery"
      data-delivery={delivery}
    >
      {hasArrived ? <CheckIcon /> : isPending ? <span class="pulse" aria-hidden="true" /> : <AlertIcon />}
      <div class="notice-text">{sentenceOf(delivery, texts)}</div>
      {!hasArrived && !isPending && delivery !== 'expired' && <div class="notice-actions">{again}</div>}
    </div>
  );
}

function sentenceOf(delivery: NonNullable<Delivery>, texts: CheckupTexts['delivery']): string {
  if (delivery === 'sending' || delivery === 'delivered') return texts[delivery];
  const isNamed = delivery === 'expired' || delivery === 'rate-limited' || delivery === 'unreachable';
  const sentence = isNamed ? texts[delivery] : texts.other;
  return `${sentence}${sentence.endsWith('。') ? '' : ' '}${texts.byHand}`;
}
