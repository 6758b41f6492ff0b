import { setTimeout as delay } from 'node:timers/promises';
import type { FaultyCall } from './faulty-call.ts';
import { msUntilMedia } from './received-media.ts';

/** Whoever is frozen or cut off as long as this has lost their seat, or nearly so. */
const LONG_MS = 60_000;
const CUT_MS = 10_000;
/** What a laptop takes to find its Wi-Fi again. */
const OFFLINE_MS = 3_000;
/** Longer than whatever the link tries: what is not back by then needs a reload. */
const LIMIT_MS = 90_000;

/** Something that happens to a network in the middle of a call, and what it did to media. */
export interface NetworkFault {
  readonly name: string;
  /**
   * Milliseconds from when the network could carry media again until everybody sees and hears everybody; null when
   * that took longer than any healing. `lastsMs`: how long the fault is held, where that is to be chosen.
   */
  measure(call: FaultyCall, lastsMs?: number): Promise<number | null>;
}

export const NETWORK_FAULTS = {
  'network-change': {
    name: 'network changed: another address, another NAT mapping',
    async measure(call) {
      await call.first.client.changeAddress();
      return msUntilMediaOf(call);
    },
  },
  'udp-blocked': {
    name: 'UDP blocked in mid-call',
    async measure(call) {
      const unblock = await call.first.client.block({ protocol: 'udp' });
      const tookMs = await msUntilMediaOf(call);
      await unblock();
      return tookMs;
    },
  },
  cut: {
    name: 'everything cut',
    async measure(call, lastsMs = CUT_MS) {
      const plugIn = await call.first.client.block();
      await delay(lastsMs);
      await plugIn();
      return msUntilMediaOf(call);
    },
  },
  'turn-restart': {
    name: 'coturn killed and started again',
    async measure(call) {
      await call.burrow.killTurn();
      await call.burrow.startTurn();
      return msUntilMediaOf(call);
    },
  },
  'signaling-away': {
    name: 'signaling killed: media meanwhile',
    async measure(call, lastsMs = LONG_MS) {
      await call.burrow.killService();
      await Promise.all(call.pages.map((page) => page.getByTestId('signaling-away').waitFor()));
      await delay(lastsMs);
      const tookMs = await msUntilMediaOf(call);
      await call.burrow.startService();
      const isBack = { state: 'detached', timeout: LIMIT_MS } as const;
      await Promise.all(call.pages.map((page) => page.getByTestId('signaling-away').waitFor(isBack)));
      return tookMs;
    },
  },
  asleep: {
    name: 'asleep: nothing runs, no packet comes or goes, the monotonic clock stands still',
    async measure(call, lastsMs = LONG_MS) {
      const wake = await call.first.client.fallAsleep();
      await delay(lastsMs);
      await wake();
      return msUntilMediaOf(call);
    },
  },
  'asleep-offline': {
    name: 'asleep as before, and awake for three seconds without a network',
    async measure(call, lastsMs = LONG_MS) {
      const wake = await call.first.client.fallAsleep();
      await delay(lastsMs);
      await wake(OFFLINE_MS);
      return msUntilMediaOf(call);
    },
  },
} satisfies Record<string, NetworkFault>;

/** Milliseconds from the end of the first caller's browser, by SIGKILL, until nobody else sees them any more. */
export async function msUntilGone(call: FaultyCall, limitMs: number): Promise<number> {
  const since = performance.now();
  await call.first.client.signalAll('SIGKILL');
  await Promise.all(
    call.others.map(({ call: { page } }) =>
      page
        .getByTestId('tile')
        .filter({ hasText: 'Caller 1' })
        .waitFor({ state: 'detached', timeout: limitMs }),
    ),
  );
  return Math.round(performance.now() - since);
}

function msUntilMediaOf({ pages, others }: FaultyCall): Promise<number | null> {
  return msUntilMedia(pages, others.length, LIMIT_MS);
}
