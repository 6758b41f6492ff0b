import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** What has come in by one peer connection since it began. */
interface Inflow {
  readonly frames: number;
  /** RTP packets of sound: samples would count what is made up to conceal a loss. */
  readonly packets: number;
}

/** By the order in which the page made its peer connections. */
type Inflows = readonly Inflow[];

/** More than what may have waited in a buffer. */
const SOME_FRAMES = 5;
const SOME_PACKETS = 25;
const POLL_MS = 100;

/**
 * Milliseconds from the call of this function until every page receives pictures and sound of so many others again,
 * by whichever peer connections; null when it takes longer than the limit.
 */
export async function msUntilMedia(
  pages: readonly Page[],
  peers: number,
  limitMs: number,
): Promise<number | null> {
  const since = performance.now();
  const before = await Promise.all(pages.map(readInflows));
  const took = await Promise.all(
    pages.map((page, index) => untilFlowing(page, before[index] ?? [], { peers, since, limitMs })),
  );
  return took.includes(null) ? null : Math.max(...took.map(Number));
}

async function untilFlowing(
  page: Page,
  before: Inflows,
  { peers, since, limitMs }: { readonly peers: number; readonly since: number; readonly limitMs: number },
): Promise<number | null> {
  while (performance.now() - since < limitMs) {
    const now = await readInflows(page);
    const tookMs = Math.round(performance.now() - since);
    const flowing = now.filter(({ frames, packets }, index) => {
      const earlier = before[index] ?? { frames: 0, packets: 0 };
      return frames >= earlier.frames + SOME_FRAMES && packets >= earlier.packets + SOME_PACKETS;
    });
    if (flowing.length >= peers) return tookMs;
    await delay(POLL_MS);
  }
  return null;
}

function readInflows(page: Page): Promise<Inflows> {
  return page.evaluate(async () => {
    const { peerConnectionsMade } = window as unknown as { peerConnectionsMade: RTCPeerConnection[] };
    return Promise.all(
      peerConnectionsMade.map(async (connection) => {
        const inflow = { frames: 0, packets: 0 };
        // What is closed receives nothing more.
        if (connection.connectionState === 'closed') return inflow;
        for (const report of (await connection.getStats()).values()) {
          if (report.type !== 'inbound-rtp') continue;
          if (report.kind === 'video') inflow.frames += report.framesDecoded ?? 0;
          else inflow.packets += report.packetsReceived ?? 0;
        }
        return inflow;
      }),
    );
  });
}
