import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { createPersonQuality, type PersonQualityRecord } from './person-quality.ts';
import { PictureWait } from './picture-wait.ts';
import type { Clock, LinkState } from './ports.ts';
import type { Profile } from './sealed-content.ts';
import { type LinkStatus, type LinkStep, MAX_SHOWN_LINES, type MediaPath, type Person } from './view.ts';

/** Somebody in the room, as the page draws them and as the call keeps account of them. */
export interface Participant extends Person {
  readonly away: Signal<boolean>;
  readonly speaking: Signal<boolean>;
  readonly connection: PersonQualityRecord;
  /** As `connection.ownVideoPaused`. */
  readonly ownVideoPaused: Signal<boolean>;
  /** How high this page shows them, rounded up; null before they are drawn. */
  readonly shownLines: () => number | null;
  /** The page load that is behind the seat now. */
  session: string;
  /** Calls off the end of a participant whom the server has not listed since it was lost. */
  cancelFarewell: (() => void) | null;
  handleProfile(profile: Profile): void;
  handleLink(state: LinkState): void;
  /** Another page load sits in the seat now: what it has not told yet is not known. */
  handleReplaced(session: string): void;
}

export interface ParticipantsOptions {
  readonly clock: Clock;
  /** Told what somebody says of themselves, whenever that is news. */
  readonly onProfile?: (id: string, profile: Profile) => void;
  /** Their picture is shown at another size. */
  readonly onShown?: (participant: Participant) => void;
}

/** Why in steps: a window that is being resized is no reason for a message at each pixel. */
const SHOWN_STEPS = [90, 180, 240, 360, 480, 720, 1_080, 1_440, 2_160, MAX_SHOWN_LINES] as const;

/** Everybody else in the room, in the order in which they were first seen. */
export class Participants {
  #all: readonly Participant[] = [];
  /** Who is not shown yet. */
  readonly #waits = new Map<string, PictureWait>();
  readonly #people = signal<readonly Person[]>([]);
  readonly #options: ParticipantsOptions;

  constructor(options: ParticipantsOptions) {
    this.#options = options;
  }

  /** Those whom the page shows. */
  get people(): ReadonlySignal<readonly Person[]> {
    return this.#people;
  }

  all(): readonly Participant[] {
    return this.#all;
  }

  get(id: string): Participant | undefined {
    return this.all().find((one) => one.id === id);
  }

  /** `isNewcomer`: into a call that is drawn already. They are shown when there can be something to see. */
  add(id: string, session: string, isNewcomer = false): Participant {
    const participant = createParticipant(id, session, this.#options);
    this.#all = [...this.#all, participant];
    if (isNewcomer) this.#showLater(id);
    else this.#show();
    return participant;
  }

  handleLink(id: string, state: LinkState): void {
    this.get(id)?.handleLink(state);
    if (state.status === 'connected') this.#waits.get(id)?.handleConnected();
  }

  remove(id: string): void {
    this.get(id)?.cancelFarewell?.();
    this.#waits.get(id)?.stop();
    this.#waits.delete(id);
    this.#all = this.#all.filter((one) => one.id !== id);
    this.#show();
  }

  #show(): void {
    this.#people.value = this.#all.filter(({ id }) => !this.#waits.has(id));
  }

  #showLater(id: string): void {
    const wait = new PictureWait(this.#options.clock, () => {
      this.#waits.delete(id);
      this.#show();
    });
    this.#waits.set(id, wait);
    wait.begin();
  }
}

function createParticipant(
  id: string,
  session: string,
  { onProfile, onShown }: ParticipantsOptions,
): Participant {
  const name = signal('');
  const stream = signal<MediaStream | null>(null);
  const link = signal<LinkStatus>('connecting');
  const linkStep = signal<LinkStep | null>(null);
  const path = signal<MediaPath | null>(null);
  const away = signal(false);
  const microphoneOn = signal(true);
  const cameraOn = signal(true);
  const speaking = signal(false);
  const hand = signal<number | null>(null);
  const isSharing = signal(false);
  const screenStream = signal<MediaStream | null>(null);
  const screen = computed(() => (isSharing.value ? screenStream.value : null));
  const videoPaused = signal(false);
  const ownVideoPaused = signal(false);
  const connection = createPersonQuality(videoPaused, ownVideoPaused);
  let revision = 0;
  let shownLines: number | null = null;
  return {
    ...{
      id,
      session,
      name,
      stream,
      link,
      linkStep,
      path,
      away,
      microphoneOn,
      cameraOn,
      speaking,
      hand,
      screen,
    },
    ...{ connection, ownVideoPaused },
    shownLines: () => shownLines,
    cancelFarewell: null,
    handleProfile(profile) {
      if (profile.revision <= revision) return;
      revision = profile.revision;
      batch(() => {
        name.value = profile.name;
        microphoneOn.value = profile.microphone;
        cameraOn.value = profile.camera;
        hand.value = profile.hand;
        isSharing.value = profile.screen;
        videoPaused.value = profile.videoPaused ?? false;
      });
      onProfile?.(id, profile);
    },
    handleReplaced(replacement) {
      this.session = replacement;
      revision = 0;
      hand.value = null;
      isSharing.value = false;
      videoPaused.value = false;
      ownVideoPaused.value = false;
    },
    showAt(lines) {
      const step = SHOWN_STEPS.find((one) => one >= lines) ?? MAX_SHOWN_LINES;
      if (step === shownLines) return;
      shownLines = step;
      onShown?.(this);
    },
    handleLink(state) {
      link.value = state.status;
      linkStep.value = state.step;
      path.value = state.path;
      stream.value = state.stream;
      screenStream.value = state.screenStream;
      if (state.status !== 'connected') connection.handleLost();
    },
  };
}
