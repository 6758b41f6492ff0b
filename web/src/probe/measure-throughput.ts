import type { ProbeChannel, ProbePorts } from './probe-connection.ts';
import { waitFor } from './wait-for.ts';

/** Why: enough to leave the slow start of SCTP behind, little enough not to be felt by others on a small server. */
export const THROUGHPUT_LIMIT_MS = 2_000;
export const THROUGHPUT_LIMIT_BYTES = 4_000_000;

/** Why as little: on a slow line a few must arrive within the limit, or there is nothing to tell. */
const CHUNK_BYTES = 4_000;
/** Enough to keep a line busy until the browser asks for more, little enough to be away soon after the end. */
const BUFFER_BYTES = 32 * CHUNK_BYTES;

/** Bits per second of what `to` receives while `from` sends as fast as it can; null where too little came to tell. */
export async function measureThroughput(
  from: ProbeChannel,
  to: ProbeChannel,
  { clock, signal }: Pick<ProbePorts, 'clock' | 'signal'>,
): Promise<number | null> {
  const chunk = new Uint8Array(CHUNK_BYTES);
  let sent = 0;
  let isOver = false;
  const received = { bytes: 0, firstBytes: 0, firstAt: 0, lastAt: 0 };
  await waitFor<true>({ clock, signal, limitMs: THROUGHPUT_LIMIT_MS }, (found) => {
    to.binaryType = 'arraybuffer';
    to.addEventListener('message', ({ data }) => {
      if (isOver || !(data instanceof ArrayBuffer)) return;
      received.lastAt = clock.now();
      if (received.bytes === 0) received.firstAt = received.lastAt;
      if (received.bytes === 0) received.firstBytes = data.byteLength;
      received.bytes += data.byteLength;
      if (received.bytes >= THROUGHPUT_LIMIT_BYTES) found(true);
    });
    const fill = () => {
      while (canSend()) {
        from.send(chunk.subarray(0, Math.min(CHUNK_BYTES, THROUGHPUT_LIMIT_BYTES - sent)));
        sent += CHUNK_BYTES;
      }
    };
    const canSend = () =>
      !isOver &&
      from.readyState === 'open' &&
      sent < THROUGHPUT_LIMIT_BYTES &&
      from.bufferedAmount < BUFFER_BYTES;
    from.bufferedAmountLowThreshold = BUFFER_BYTES / 2;
    from.addEventListener('bufferedamountlow', fill);
    fill();
  });
  isOver = true;
  // The first only starts the watch: how long it was on its way is not known.
  const milliseconds = received.lastAt - received.firstAt;
  return milliseconds > 0
    ? Math.round(((received.bytes - received.firstBytes) * 8_000) / milliseconds)
    : null;
}
