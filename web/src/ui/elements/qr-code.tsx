import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useTexts } from '../i18n-context.ts';

/** One square a unit, with the quiet zone of four that readers need (ISO/IEC 18004, 9.1). */
interface Drawing {
  readonly size: number;
  readonly path: string;
}

const QUIET_ZONE = 4;

/** The invite link for the camera of another device. What draws it is loaded when the first is shown. */
export function QrCode({ text }: { text: string }) {
  const { rooms } = useTexts();
  const drawing = useSignal<Drawing | 'failed' | null>(null);
  useEffect(() => {
    let isShown = true;
    draw(text).then(
      (drawn) => {
        if (isShown) drawing.value = drawn;
      },
      (error: unknown) => {
        reportError(error);
        if (isShown) drawing.value = 'failed';
      },
    );
    return () => {
      isShown = false;
    };
  }, [text, drawing]);

  const { value } = drawing;
  if (value === 'failed') return <p class="hint">{rooms.qr.failed}</p>;
  return (
    <figure class="qr">
      <div class="qr-paper">
        {value !== null && (
          <svg
            role="img"
            aria-label={rooms.qr.label}
            viewBox={`0 0 ${value.size} ${value.size}`}
            shape-rendering="crispEdges"
            data-testid="qr-code"
          >
            <path d={value.path} />
          </svg>
        )}
      </div>
      <figcaption class="hint">{rooms.qr.hint}</figcaption>
    </figure>
  );
}

async function draw(text: string): Promise<Drawing> {
  const { default: encodeQr } = await import('qr');
  const rows = encodeQr(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return { size: rows.length, path };
}
