import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { RelayStatus, RelayView } from '../core/relay-status.ts';
import { relayWay } from '../core/relay-way.ts';
import type { HealthFile } from './health-file.ts';
import type { RelayProbe } from './probe-relay.ts';
import type { RelayTarget } from './relay-target.ts';
import { FAILURES_THAT_COUNT, type RelayWatch, watchRelay } from './watch-relay.ts';

/** What the service knows of its relay by its own probes, way by way. */
export interface RelayWatches {
  /** Of all ways together: `ok` when one of them works, else what is wrong with the first of them. */
  status(): RelayStatus;
  /** As of now: probes at once, unless it has been done this moment. What takes long is not waited for. */
  freshStatus(): Promise<RelayStatus>;
  /** In the order in which URLs are handed out. */
  relays(): readonly RelayView[];
  /** The URLs that people in calls are told of. */
  urlsToHandOut(): readonly string[];
  /** Nothing is probed, logged or written afterwards. */
  stop(): void;
}

export interface RelayWatchesOptions {
  /** All that there are, asked for each time: they may change. */
  readonly urls: () => readonly string[];
  /** Null: it is not probed. */
  readonly targetOf: (url: string) => RelayTarget | null;
  readonly createProbe: (target: RelayTarget) => RelayProbe;
  /** Null: nobody wants one. */
  readonly healthFile: HealthFile | null;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Whoever asks waits in front of a page; a name that has no address may take a resolver half a minute. */
const FRESH_LIMIT_MS = 3_000;

/**
 * Probes every URL, and decides which are handed out. One that fails twice in a row while another one works is not, until
 * it works again. When none works all are: a probe from inside may be wrong about outside, a relay that is restarted in
 * mid-call is back before those who need it have asked again, and a URL that leads nowhere costs them nothing but a wait.
 */
export function watchRelays(options: RelayWatchesOptions): RelayWatches {
  const { urls, targetOf, createProbe, healthFile, clock, log } = options;
  const watches = new Map<string, { readonly url: string; readonly watch: RelayWatch }>();
  let isStopped = false;
  let didAnyWork = false;
  let canKeepFile = true;

  /** Watches what is to be watched now, and nothing else. */
  function follow(): void {
    if (isStopped) return;
    const targets = urls().flatMap((url) => targetOf(url) ?? []);
    const wanted = new Map(targets.map((target) => [JSON.stringify(target), target]));
    for (const [key, { watch }] of watches) {
      if (wanted.has(key)) continue;
      watch.stop();
      watches.delete(key);
    }
    for (const [key, target] of wanted) {
      if (watches.has(key)) continue;
      const way = relayWay(target.url);
      const watch = watchRelay({
        way,
        probe: createProbe(target),
        onProbed: () => handleProbed(key),
        clock,
        log,
      });
      watches.set(key, { url: target.url, watch });
    }
  }

  function watchOf(url: string): RelayWatch | undefined {
    return [...watches.values()].find((one) => one.url === url)?.watch;
  }

  function handleProbed(key: string): void {
    const probed = watches.get(key)?.watch;
    const others = [...watches.values()].filter(({ watch }) => watch !== probed);
    const doesAnyWork = status() === 'ok';
    if (doesAnyWork && !didAnyWork) {
      // The others failed with it: that says nothing of them.
      for (const { watch } of others) watch.forgive();
    }
    // What befell this one may befall all of them, and the other way round.
    const isTurn = probed?.failures === 1 || doesAnyWork !== didAnyWork;
    didAnyWork = doesAnyWork;
    if (isTurn) for (const { watch } of others) void watch.freshen();
    keepFile(doesAnyWork);
    follow();
  }

  function keepFile(doesAnyWork: boolean): void {
    try {
      if (doesAnyWork) healthFile?.write(new Date(clock.now()).toISOString());
      else healthFile?.remove();
      canKeepFile = true;
    } catch (error) {
      if (canKeepFile) log.error({ err: error, file: healthFile?.path }, 'the health file cannot be kept');
      canKeepFile = false;
    }
  }

  function status(): RelayStatus {
    const known = urls().flatMap((url) => watchOf(url)?.status ?? []);
    return known.find((one) => one === 'ok') ?? known.find((one) => one !== 'unknown') ?? 'unknown';
  }

  function urlsToHandOut(): readonly string[] {
    follow();
    const all = urls();
    const good = all.filter((url) => (watchOf(url)?.failures ?? 0) < FAILURES_THAT_COUNT);
    return good.length === 0 ? all : good;
  }

  function relays(): readonly RelayView[] {
    const handedOut = urlsToHandOut();
    return urls().map((url) => {
      const { status = 'unknown', roundTripMs = null, probedAtMs = null } = watchOf(url) ?? {};
      const probedAt = probedAtMs === null ? null : new Date(probedAtMs).toISOString();
      return { url, status, roundTripMs, probedAt, isHandedOut: handedOut.includes(url) };
    });
  }

  follow();
  return {
    status,
    relays,
    urlsToHandOut,
    async freshStatus() {
      if (isStopped) return status();
      await new Promise<void>((resolve) => {
        const cancelLimit = clock.schedule(resolve, FRESH_LIMIT_MS);
        void Promise.all([...watches.values()].map(({ watch }) => watch.freshen())).then(() => {
          cancelLimit();
          resolve();
        });
      });
      return status();
    },
    stop() {
      isStopped = true;
      for (const { watch } of watches.values()) watch.stop();
    },
  };
}
