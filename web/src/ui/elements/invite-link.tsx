import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { canShare } from '../../browser/browser-traits.ts';
import { useTexts } from '../i18n-context.ts';
import { CheckIcon, CopyIcon, QrIcon, ShareIcon } from './icons.tsx';
import { QrCode } from './qr-code.tsx';

type CopyState = 'idle' | 'copied' | 'failed';

interface InviteLinkProps {
  readonly link: string;
  readonly label?: string;
  readonly hint?: string;
  /** What goes with it into another app. */
  readonly shareText?: string;
  /** Copying is what the person is expected to do next. */
  readonly isMainAction?: boolean;
  /** Whether the QR code is there at once. */
  readonly showsQr?: boolean;
  /** Whether the browser has a share sheet. */
  readonly hasShare?: boolean;
}

/** The link that lets somebody else in: to copy, or to hand to the system's share sheet. */
export function InviteLink(props: InviteLinkProps) {
  const { link, label, hint, shareText, isMainAction = false, showsQr = false } = props;
  const { hasShare = canShare(navigator) } = props;
  const { invite, rooms } = useTexts();
  const isQrShown = useSignal(showsQr);
  const field = useRef<HTMLInputElement>(null);
  const state = useSignal<CopyState>('idle');
  const id = useId();

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      state.value = 'copied';
    } catch {
      // Refused, or not there: browsers inside of other apps may still know the old way.
      field.current?.select();
      state.value = document.execCommand('copy') ? 'copied' : 'failed';
    }
  }

  return (
    <div class="invite-link">
      <label class="label" for={id}>
        {label ?? invite.label}
      </label>
      <div class="invite-link-row">
        <input
          ref={field}
          id={id}
          class="input"
          type="text"
          readOnly
          value={link}
          data-testid="invite-link"
          aria-describedby={`${id}-hint`}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class={`button ${isMainAction ? 'button-primary' : 'button-secondary'}`}
          data-testid="copy-link"
          onClick={copy}
        >
          {state.value === 'copied' ? <CheckIcon /> : <CopyIcon />}
          <span>{state.value === 'copied' ? invite.copied : invite.copy}</span>
        </button>
        {hasShare && (
          <button
            type="button"
            class="button button-secondary"
            onClick={() => void share(link, shareText ?? invite.shareText)}
          >
            <ShareIcon />
            <span>{invite.share}</span>
          </button>
        )}
        {!showsQr && (
          <button
            type="button"
            class="button button-secondary"
            aria-expanded={isQrShown.value}
            data-testid="show-qr"
            onClick={() => {
              isQrShown.value = !isQrShown.value;
            }}
          >
            <QrIcon />
            <span>{rooms.qr.show}</span>
          </button>
        )}
      </div>
      <p id={`${id}-hint`} class="hint" role="status">
        {state.value === 'failed' ? invite.copyFailed : hint}
      </p>
      {isQrShown.value && <QrCode text={link} />}
    </div>
  );
}

async function share(url: string, text: string): Promise<void> {
  try {
    await navigator.share({ url, text });
  } catch {
    // The person closed the sheet: they know.
  }
}
