import { useTexts } from '../i18n-context.ts';

/** Two arches and the light at the end of the tunnel. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class="mark-hill" d="M2.5 27V17a13.5 13.5 0 0 1 27 0v10" />
      <path class="mark-arch" d="M8.5 27v-9.5a7.5 7.5 0 0 1 15 0V27" />
      <path class="mark-light" d="M13 27v-8.5a3 3 0 0 1 6 0V27Z" />
    </svg>
  );
}

export function Wordmark({ onHome }: { onHome?: () => void }) {
  const { common } = useTexts();
  const content = (
    <>
      <Mark />
      <span class="wordmark-name">{common.product}</span>
    </>
  );
  if (onHome === undefined) return <span class="wordmark">{content}</span>;
  return (
    <button type="button" class="wordmark" onClick={onHome} title={common.backHome}>
      {content}
    </button>
  );
}
