import { signal } from '@preact/signals-core';

/** Cameras and microphones for tests: no module is mocked, the fakes are passed where `navigator.mediaDevices` would be. */

type Kind = 'audio' | 'video';

export class FakeTrack extends EventTarget {
  readonly kind: Kind;
  readonly deviceId: string;
  enabled = true;
  muted = false;
  readyState: MediaStreamTrackState = 'live';
  facing: string | undefined;
  /** As in Chromium, whose running microphones do not change their processing. */
  readonly isChangeable: boolean;
  #processing: Record<string, unknown> = {};

  constructor(kind: Kind, deviceId: string, constraints: MediaTrackConstraints = {}) {
    super();
    this.isChangeable = kind === 'video';
    this.#processing = processingIn(constraints);
    this.kind = kind;
    this.deviceId = deviceId;
  }

  getSettings(): MediaTrackSettings {
    return {
      deviceId: this.deviceId,
      ...this.#processing,
      ...(this.facing !== undefined && { facingMode: this.facing }),
    };
  }

  clone(): FakeTrack {
    return new FakeTrack(this.kind, this.deviceId, this.#processing);
  }

  get label(): string {
    return labelOf(this.deviceId);
  }

  async applyConstraints(constraints: MediaTrackConstraints): Promise<void> {
    if (this.isChangeable) this.#processing = processingIn(constraints);
  }

  /** The system takes the source away, or gives it back. */
  setMuted(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }

  /** As in browsers, stopping fires no event. */
  stop(): void {
    this.readyState = 'ended';
  }

  /** The device is pulled out, or the permission withdrawn. */
  endByItself(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

function processingIn(constraints: MediaTrackConstraints): Record<string, unknown> {
  return Object.fromEntries(Object.entries(constraints).filter(([, value]) => typeof value === 'boolean'));
}

function labelOf(deviceId: string): string {
  return `Label of ${deviceId}`;
}

export class FakeStream {
  readonly #tracks: FakeTrack[];

  constructor(tracks: FakeTrack[] = []) {
    this.#tracks = tracks;
  }

  getTracks(): FakeTrack[] {
    return [...this.#tracks];
  }

  getAudioTracks(): FakeTrack[] {
    return this.#tracks.filter((track) => track.kind === 'audio');
  }

  getVideoTracks(): FakeTrack[] {
    return this.#tracks.filter((track) => track.kind === 'video');
  }

  addTrack(track: FakeTrack): void {
    if (!this.#tracks.includes(track)) this.#tracks.push(track);
  }

  removeTrack(track: FakeTrack): void {
    const index = this.#tracks.indexOf(track);
    if (index >= 0) this.#tracks.splice(index, 1);
  }
}

export class FakeMediaDevices extends EventTarget {
  microphones = ['mic-1', 'mic-2'];
  cameras = ['cam-1', 'cam-2'];
  speakers = ['speaker-1'];
  /** Of cameras on a phone, by device id. */
  readonly facings = new Map<string, string>();
  /** Error name by device id, `audio` or `video`: what capturing it is answered with. */
  readonly failures = new Map<string, string>();
  /** What is captured from now on is held back by the system. */
  bornMuted = false;
  readonly requests: MediaStreamConstraints[] = [];
  readonly tracks: FakeTrack[] = [];
  readonly listeners = new Set<unknown>();
  #gate: Promise<void> | null = null;
  #openGate: () => void = () => undefined;

  /** From now on captures wait, as they do while the browser asks the person. */
  holdBack(): void {
    this.#gate = new Promise((resolve) => {
      this.#openGate = resolve;
    });
  }

  letGo(): void {
    this.#gate = null;
    this.#openGate();
  }

  live(kind?: Kind): FakeTrack[] {
    return this.tracks.filter((track) => track.readyState === 'live' && (!kind || track.kind === kind));
  }

  plugIn(kind: 'microphones' | 'cameras' | 'speakers', deviceId: string): void {
    this[kind] = [...this[kind], deviceId];
    this.dispatchEvent(new Event('devicechange'));
  }

  unplug(deviceId: string): void {
    this.microphones = this.microphones.filter((id) => id !== deviceId);
    this.cameras = this.cameras.filter((id) => id !== deviceId);
    this.speakers = this.speakers.filter((id) => id !== deviceId);
    for (const track of this.live()) if (track.deviceId === deviceId) track.endByItself();
    this.dispatchEvent(new Event('devicechange'));
  }

  async getUserMedia(constraints: MediaStreamConstraints): Promise<FakeStream> {
    this.requests.push(constraints);
    await this.#gate;
    const kinds = (['audio', 'video'] as const).filter((kind) => constraints[kind]);
    const chosen = kinds.map((kind) => [kind, this.#find(kind, constraints[kind])] as const);
    const tracks = chosen.map(([kind, deviceId]) => {
      const asked = constraints[kind];
      const open = this.live('audio').find((other) => kind === 'audio' && other.deviceId === deviceId);
      const track = new FakeTrack(
        kind,
        deviceId,
        open?.getSettings() ?? (typeof asked === 'object' ? asked : {}),
      );
      track.facing = this.facings.get(deviceId);
      track.muted = this.bornMuted;
      return track;
    });
    this.tracks.push(...tracks);
    return new FakeStream(tracks);
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    const list = (kind: MediaDeviceKind, ids: readonly string[]) =>
      ids.map((deviceId) => ({ kind, deviceId, label: labelOf(deviceId) }) as MediaDeviceInfo);
    return [
      ...list('audioinput', this.microphones),
      ...list('videoinput', this.cameras),
      ...list('audiooutput', this.speakers),
    ];
  }

  getSupportedConstraints(): MediaTrackSupportedConstraints {
    return { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.listeners.add(args[1]);
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    this.listeners.delete(args[1]);
    super.removeEventListener(...args);
  }

  #find(kind: Kind, constraints: boolean | MediaTrackConstraints | undefined): string {
    const facing =
      typeof constraints === 'object' ? (constraints.facingMode as { exact?: string }) : undefined;
    const all = kind === 'audio' ? this.microphones : this.cameras;
    const present =
      facing?.exact === undefined ? all : all.filter((id) => this.facings.get(id) === facing.exact);
    if (facing?.exact !== undefined && present.length === 0)
      throw new DOMException('', 'OverconstrainedError');
    const asked = typeof constraints === 'object' ? constraints.deviceId : undefined;
    const { exact, ideal } = (asked ?? {}) as { exact?: string; ideal?: string };
    if (exact !== undefined && !present.includes(exact)) throw new DOMException('', 'OverconstrainedError');
    const id = exact ?? (ideal !== undefined && present.includes(ideal) ? ideal : present[0]);
    if (id === undefined) throw new DOMException('', 'NotFoundError');
    const failure = this.failures.get(kind) ?? this.failures.get(id);
    if (failure !== undefined) throw new DOMException('', failure);
    return id;
  }
}

/** What `browser/media-page.ts` makes of a window. */
export function fakeMediaPage(visible = signal(true)) {
  return {
    visible,
    isAllowed: () => true,
    createStream: () => new FakeStream() as unknown as MediaStream,
    createAudioContext: () => {
      throw new Error('nobody watches the level here');
    },
    createAudio: () => {
      throw new Error('nobody plays a sound here');
    },
    canChooseSpeaker: true,
    onGesture: () => () => undefined,
  };
}

/** `states` may be changed, and `change` fired, as when the person allows a device in the browser's settings. */
export function fakePermissions(states: { camera: PermissionState; microphone: PermissionState }) {
  const changes = new EventTarget();
  return {
    query: async ({ name }: PermissionDescriptor) =>
      ({
        get state() {
          return states[name as 'camera' | 'microphone'];
        },
        addEventListener: changes.addEventListener.bind(changes),
      }) as unknown as PermissionStatus,
    allow(name: 'camera' | 'microphone') {
      states[name] = 'granted';
      changes.dispatchEvent(new Event('change'));
    },
  };
}
