import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { LinkState } from './ports.ts';
import type { Profile } from './sealed-content.ts';
import type { LinkStatus, MediaPath, Person } from './view.ts';

/** Somebody in the room, as the page draws them and as the call keeps account of them. */
export interface Participant extends Person {
  readonly away: Signal<boolean>;
  readonly speaking: Signal<boolean>;
  /** The page load that is behind the seat now. */
  session: string;
  /** Calls off the end of a participant whom the server has not listed since it was lost. */
  cancelFarewell: (() => void) | null;
  handleProfile(profile: Profile): void;
  handleLink(state: LinkState): void;
}

/** Everybody else in the room, in the order in which they were first seen. */
export class Participants {
  readonly #list = signal<readonly Participant[]>([]);
  readonly people: ReadonlySignal<readonly Person[]> = computed(() => this.#list.value);

  all(): readonly Participant[] {
    return this.#list.peek();
  }

  get(id: string): Participant | undefined {
    return this.all().find((one) => one.id === id);
  }

  add(id: string, session: string): Participant {
    const participant = createParticipant(id, session);
    this.#list.value = [...this.all(), participant];
    return participant;
  }

  remove(id: string): void {
    this.get(id)?.cancelFarewell?.();
    this.#list.value = this.all().filter((one) => one.id !== id);
  }
}

function createParticipant(id: string, session: string): Participant {
  const name = signal('');
  const stream = signal<MediaStream | null>(null);
  const link = signal<LinkStatus>('connecting');
  const path = signal<MediaPath | null>(null);
  const away = signal(false);
  const microphoneOn = signal(true);
  const cameraOn = signal(true);
  const speaking = signal(false);
  return {
    ...{
      speaking,
      id,
      session,
      name,
      stream,
      link,
      path,
      away,
      microphoneOn,
      cameraOn,
      cancelFarewell: null,
    },
    handleProfile(profile) {
      name.value = profile.name;
      microphoneOn.value = profile.microphone;
      cameraOn.value = profile.camera;
    },
    handleLink(state) {
      link.value = state.status;
      path.value = state.path;
      stream.value = state.stream;
    },
  };
}
