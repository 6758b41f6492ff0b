/** What a person can see and do about devices beyond on and off: the part of `view.ts` for lobby, settings and `/devices`. */
import type { ReadonlySignal } from '@preact/signals-core';
import type { CaptureWishes, Feature } from './capture-wishes.ts';
import type { Device } from './view.ts';

export interface DeviceControls {
  readonly speakers: ReadonlySignal<readonly Device[]>;
  /** `''`: wherever the system sends sound. Of a device that is there. */
  readonly speakerId: ReadonlySignal<string>;
  /** Whether the browser can send sound to a device of one's choice (`setSinkId`). */
  readonly canChooseSpeaker: boolean;
  chooseSpeaker(id: string): void;
  /** Firefox tells of speakers only after asking the person; null elsewhere. Must be called from within a click. */
  readonly askForSpeaker: (() => Promise<void>) | null;
  /** A few generated notes; false when the browser refuses to play them. */
  playTestSound(): Promise<boolean>;

  readonly wishes: ReadonlySignal<CaptureWishes>;
  setWishes(change: Partial<CaptureWishes>): Promise<void>;
  readonly offered: ReadonlySignal<Offered>;
  /** What the browser reports at this moment. */
  readEffective(): EffectiveSettings;

  /** A phone's other side. */
  readonly canFlipCamera: ReadonlySignal<boolean>;
  flipCamera(): Promise<void>;

  /** The last thing that was plugged in or out. */
  readonly notice: ReadonlySignal<DeviceNotice | null>;
  /** Takes the device that the notice offers. */
  useOffered(): Promise<void>;
  dismissNotice(): void;

  /** The system holds this back and taking it again did not help: `resume` has to come from a touch. */
  readonly interrupted: ReadonlySignal<MediaKind | null>;
  resume(): Promise<void>;

  readonly level: MicrophoneLevel;
  /** Calls back when somebody speaks into the microphone that is switched off; returns what ends it. */
  watchMutedSpeech(listener: () => void): () => void;
}

export type MediaKind = 'microphone' | 'camera' | 'both';

export type LevelState = 'idle' | 'waiting' | 'running' | 'unavailable';

export interface MicrophoneLevel {
  /**
   * `waiting`: browsers may hold back sound processing until the person touches the page.
   * `unavailable`: the browser cannot process the sound of this microphone; calls work all the same.
   */
  readonly state: ReadonlySignal<LevelState>;
  /** From 0 to 1, several times a second while the page is visible; returns what ends it. */
  watch(listener: (level: number) => void): () => void;
}

export interface DeviceNotice {
  readonly kind: 'microphone' | 'camera' | 'speaker';
  /** `gone`: `label` went, another took its place. `back`: the remembered one is in use again. `new`: it may be chosen. */
  readonly what: 'gone' | 'back' | 'new';
  readonly label: string;
}

/** What this browser with these devices can do. */
export interface Offered {
  readonly features: readonly Feature[];
  /** The most lines and frames per second that the camera has; null where the browser does not tell. */
  readonly maxLines: number | null;
  readonly maxFrameRate: number | null;
}

export interface EffectiveSettings {
  readonly camera: {
    readonly label: string;
    readonly width: number | null;
    readonly height: number | null;
    readonly frameRate: number | null;
    readonly facing: 'user' | 'environment' | null;
    readonly backgroundBlur: boolean | null;
  } | null;
  readonly microphone: {
    readonly label: string;
    readonly sampleRate: number | null;
    readonly channels: number | null;
    readonly processing: Readonly<Partial<Record<Feature, boolean>>>;
  } | null;
}
