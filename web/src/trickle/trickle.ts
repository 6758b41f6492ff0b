import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { type CheckRelaysPorts, checkRelays } from './check-relays.ts';
import { gather } from './gather.ts';
import type { OpenMedia } from './open-media.ts';
import { isTurnUrl, type ServerEntry, toIceServers } from './server-entry.ts';
import { createServerList, type FetchServers, type ServerList } from './server-list.ts';
import { toObservation } from './to-observation.ts';
import { isBusy, NO_RUN, type Run } from './trickle-run.ts';
import { hasUnnamedRelays, outcomeOf } from './url-outcome.ts';

export interface Trickle {
  readonly servers: ServerList;
  readonly policy: Signal<RTCIceTransportPolicy>;
  /** Whether to ask for microphone or camera first: with one of them, browsers tell the device's own addresses. */
  readonly asksForMedia: Signal<boolean>;
  readonly run: ReadonlySignal<Run>;
  /** Does nothing while a run is on, or where the list has a problem. */
  start(): Promise<void>;
  /** What was found until then is kept. */
  stop(): void;
  close(): void;
}

export interface TricklePorts extends CheckRelaysPorts {
  readonly fetchServers: FetchServers;
  readonly openMedia: OpenMedia;
}

/** Why: most browsers give up a server that does not answer after ten to fifteen seconds; Chromium waits far longer. */
const GATHERING_LIMIT_MS = 20_000;

/** The page of candidates: gathers them as a call would, then sends bytes through every relay that was promised. */
export function createTrickle(ports: TricklePorts): Trickle {
  const { clock } = ports;
  const servers = createServerList({ fetchServers: ports.fetchServers, now: clock.now });
  const policy = signal<RTCIceTransportPolicy>('all');
  const asksForMedia = signal(false);
  const run = signal<Run>(NO_RUN);
  /** Of the run that is on, or of the last one. */
  let stopping = new AbortController();

  const update = (change: Partial<Run>) => {
    run.value = { ...run.peek(), ...change };
  };

  async function start(): Promise<void> {
    if (isBusy(run.peek()) || servers.problems.peek().size > 0) return;
    stopping = new AbortController();
    const stop = stopping.signal;
    run.value = { ...NO_RUN, phase: 'asking', startedAtMs: clock.now(), policy: policy.peek() };
    const [closeMedia] = await Promise.all([askForMedia(stop), servers.refreshOwn()]);
    try {
      if (stop.aborted) return;
      const entries = servers.entries.peek();
      await gatherFrom(entries, stop);
      if (run.peek().end !== 'failed') await check(entries, stop);
      finish(entries);
    } finally {
      closeMedia();
    }
  }

  async function askForMedia(stop: AbortSignal): Promise<() => void> {
    if (!asksForMedia.peek()) return () => undefined;
    const media = await ports.openMedia();
    if (media.ok) return media.close;
    if (!stop.aborted) update({ mediaRefusal: media.reason });
    return () => undefined;
  }

  async function gatherFrom(entries: readonly ServerEntry[], stop: AbortSignal): Promise<void> {
    update({ phase: 'gathering', startedAtMs: clock.now() });
    const gathering = gather(ports, {
      configuration: {
        iceServers: toIceServers(entries),
        iceTransportPolicy: run.peek().policy,
        // One transport, as in a call: each section of its own would ask every server again.
        bundlePolicy: 'max-bundle',
      },
      ...{ limitMs: GATHERING_LIMIT_MS, withMedia: true },
      onCandidate: (candidate) => update({ candidates: [...run.peek().candidates, candidate] }),
      onError: (error) => update({ errors: [...run.peek().errors, error] }),
    });
    stop.addEventListener('abort', gathering.stop);
    const { how: end, afterMs, offer } = await gathering.ended;
    const { candidates, errors } = run.peek();
    const urls = [...new Set(entries.map(({ url }) => url.trim()))];
    const outcomes = urls.map((url) => outcomeOf(url, { candidates, errors, end }));
    update({ end, endedAfterMs: afterMs, offer, outcomes });
  }

  async function check(entries: readonly ServerEntry[], stop: AbortSignal): Promise<void> {
    update({ phase: 'checking' });
    const { outcomes, candidates } = run.peek();
    await checkRelays(ports, {
      ...{ entries, outcomes, isUnnamed: hasUnnamedRelays(candidates), signal: stop },
      onOutcome: (outcome) =>
        update({ outcomes: run.peek().outcomes.map((one) => (one.url === outcome.url ? outcome : one)) }),
    });
  }

  function finish(entries: readonly ServerEntry[]): void {
    const { candidates, end, policy: taken } = run.peek();
    const outcomes = run.peek().outcomes.map((one) => ({ ...one, isChecking: false }));
    const own = servers.own.peek();
    const observation = toObservation({
      ...{ outcomes, candidates, end: end ?? 'stopped', policy: taken },
      own: own.state === 'here' ? own.answer : own.state === 'refused' ? own.reason : null,
      isOwnList: entries.some(({ isOwn, url }) => isOwn && isTurnUrl(url)),
    });
    update({ phase: 'done', outcomes, observation });
  }

  servers.reset().catch(ports.report);
  return {
    ...{ servers, policy, asksForMedia, run, start },
    stop() {
      if (!isBusy(run.peek())) return;
      stopping.abort();
      // Whatever the person is asked may stay unanswered.
      if (run.peek().phase === 'asking') run.value = NO_RUN;
    },
    close: () => stopping.abort(),
  };
}
