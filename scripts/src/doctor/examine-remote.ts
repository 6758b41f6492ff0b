import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { observation } from '#diagnosis';
import { sleep } from '#keeper/clock';
import { type Result, success } from '#keeper/result';
import type { CommandContext } from '../commands/command-context.ts';
import { type OperatorService, unreadableAnswer } from '../lib/operator-service.ts';
import { type ArrivalCounters, type Arrivals, arrivedSince } from './arrivals.ts';
import type { RemoteSight } from './judge-remote.ts';

export interface RemoteOptions {
  readonly service: OperatorService;
  /** Null: nothing can be counted here. */
  readonly counters: ArrivalCounters | null;
  readonly limitMs: number;
  /** The link is there to be opened. */
  readonly showLink: (url: string) => void;
}

const POLL_MS = 2_000;

const GUEST = z.object({ path: z.string() });
const GUESTS = z.object({
  tests: z.array(
    z.object({
      label: z.nullable(z.string()),
      result: z.nullable(
        z.object({
          ...{ receivedAt: z.iso.datetime(), observation, browser: z.string() },
          clockAheadSeconds: z.optional(z.number()),
        }),
      ),
    }),
  ),
});

/** Makes a link, waits for what somebody outside finds by it, and counts what comes in meanwhile. */
export async function examineRemote(
  { service, counters, limitMs, showLink }: RemoteOptions,
  { clock, stop, progress }: Pick<CommandContext, 'clock' | 'stop' | 'progress'>,
): Promise<Result<Pick<RemoteSight, 'result' | 'ended' | 'arrived'>>> {
  const label = `doctor ${randomBytes(LABEL_BYTES).toString('hex')}`;
  const pageUrl = await service.pageUrl();
  if (!pageUrl.ok) return pageUrl;
  const made = await service.ask(['guest', label]);
  if (!made.ok) return made;
  const link = GUEST.safeParse(made.value);
  if (!link.success) return unreadableAnswer();

  const nothing: Arrivals = new Map();
  const before = (await counters?.read()) ?? nothing;
  showLink(new URL(link.data.path, pageUrl.value).href);
  progress('waiting for the result from outside');
  const deadline = clock.now() + limitMs;
  const waited = await waitForResult();
  const after = (await counters?.read()) ?? nothing;
  return waited.ok ? success({ ...waited.value, arrived: arrivedSince(before, after) }) : waited;

  async function waitForResult(): Promise<Result<Pick<RemoteSight, 'result' | 'ended'>>> {
    for (;;) {
      if (stop.aborted) return success({ result: null, ended: 'stopped' });
      const answer = await service.ask(['guests']);
      // Somebody may start the service anew while this waits.
      const guests = GUESTS.safeParse(answer.ok ? answer.value : { tests: [] });
      if (!guests.success) return unreadableAnswer();
      const result = guests.data.tests.find((test) => test.label === label)?.result ?? null;
      if (result !== null) return success({ result, ended: 'result' });
      if (clock.now() >= deadline) return success({ result: null, ended: 'time' });
      await Promise.race([sleep(clock, POLL_MS), aborted(stop)]);
    }
  }
}

const LABEL_BYTES = 4;

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
