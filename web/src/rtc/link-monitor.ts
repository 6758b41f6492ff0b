import { compareLinkStats, type LinkDetails } from '../quality/link-details.ts';
import { type LinkStats, readLinkStats } from '../quality/link-stats.ts';
import { BudgetControl } from './budget-control.ts';
import type { LinkBudget } from './mesh-budget.ts';
import type { LocalTracks, StatsReport, TrackKind } from './peer-connection.ts';
import type { LinkPath } from './selected-path.ts';

/** Over less time the rates of two looks are chance. */
const LEAST_INTERVAL_MS = 1_000;

export interface LinkMonitorOptions {
  readonly now: () => number;
  readonly tracks: LocalTracks;
  /** Everybody in the call, oneself included. */
  readonly people: number;
  readonly apply: (budget: LinkBudget) => void;
  readonly onDetails: (details: LinkDetails) => void;
  /** Whether the camera that is on, or the screen that is shared, is kept from this peer for want of bandwidth. */
  readonly onVideoPaused: (paused: boolean) => void;
}

/** Looks at a link from time to time: tells how it is, and keeps what is sent within what it carries. */
export class LinkMonitor {
  readonly #options: LinkMonitorOptions;
  #control: BudgetControl;
  #people: number;
  #path: LinkPath | null = null;
  #stats: LinkStats | null = null;
  #loss = 0;
  #isVideoPaused = false;
  #shownLines: number | null = null;

  constructor(options: LinkMonitorOptions) {
    this.#options = options;
    this.#people = options.people;
    this.#control = new BudgetControl(options.now());
  }

  /** Another peer connection: nothing is known of it. */
  begin(): void {
    this.#control = new BudgetControl(this.#options.now());
    this.#stats = null;
    this.#loss = 0;
    this.#path = null;
  }

  /** For the first time or again, maybe by another route. */
  handleConnected(): void {
    this.#control.handleRoute(this.#options.now());
  }

  look(report: StatsReport, kinds: ReadonlyMap<string, TrackKind>, path: LinkPath | null): void {
    const before = this.#stats;
    const stats = readLinkStats(report, kinds);
    this.#path = path;
    if (before === null || stats.atMs - before.atMs >= LEAST_INTERVAL_MS) {
      this.#stats = stats;
      if (before !== null) {
        const details = compareLinkStats(before, stats);
        this.#loss = details.sending.loss ?? 0;
        this.#options.onDetails(details);
      }
    }
    this.tune();
  }

  setPeople(people: number): void {
    this.#people = people;
    this.tune();
  }

  /** How high the peer shows the camera's picture; null: not known. */
  setShownLines(lines: number | null): void {
    this.#shownLines = lines;
    this.tune();
  }

  /** A peer connection begins, or something has changed that the budget depends on. */
  tune(): void {
    const { now, tracks, apply, onVideoPaused } = this.#options;
    const budget = this.#control.next(now(), {
      people: this.#people,
      path: this.#path,
      availableBitrate: this.#stats?.availableBitrate ?? null,
      loss: this.#loss,
      isSharing: tracks.screen !== null,
      shownLines: this.#shownLines,
    });
    const isPaused = (!budget.video.active && tracks.video !== null) || budget.screen?.active === false;
    if (isPaused !== this.#isVideoPaused) {
      this.#isVideoPaused = isPaused;
      // Told before it is done: whoever expects a picture takes its end for a broken connection.
      onVideoPaused(isPaused);
    }
    apply(budget);
  }
}
