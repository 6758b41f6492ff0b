/** Cameras and microphones for tests: no module is mocked, the fakes are passed where `navigator.mediaDevices` would be. */

type Kind = 'audio' | 'video';

export class FakeTrack extends EventTarget {
  readonly kind: Kind;
  readonly deviceId: string;
  enabled = true;
  readyState: MediaStreamTrackState = 'live';

  constructor(kind: Kind, deviceId: string) {
    super();
    this.kind = kind;
    this.deviceId = deviceId;
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId };
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
  /** Error name by device id, `audio` or `video`: what capturing it is answered with. */
  readonly failures = new Map<string, string>();
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

  unplug(deviceId: string): void {
    this.microphones = this.microphones.filter((id) => id !== deviceId);
    this.cameras = this.cameras.filter((id) => id !== deviceId);
    for (const track of this.live()) if (track.deviceId === deviceId) track.endByItself();
    this.dispatchEvent(new Event('devicechange'));
  }

  async getUserMedia(constraints: MediaStreamConstraints): Promise<FakeStream> {
    this.requests.push(constraints);
    await this.#gate;
    const kinds = (['audio', 'video'] as const).filter((kind) => constraints[kind]);
    const chosen = kinds.map((kind) => [kind, this.#find(kind, constraints[kind])] as const);
    const tracks = chosen.map(([kind, deviceId]) => new FakeTrack(kind, deviceId));
    this.tracks.push(...tracks);
    return new FakeStream(tracks);
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    const list = (kind: MediaDeviceKind, ids: readonly string[]) =>
      ids.map((deviceId) => ({ kind, deviceId, label: `Label of ${deviceId}` }) as MediaDeviceInfo);
    return [...list('audioinput', this.microphones), ...list('videoinput', this.cameras)];
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
    const present = kind === 'audio' ? this.microphones : this.cameras;
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

export function fakePermissions(states: {
  readonly camera: PermissionState;
  readonly microphone: PermissionState;
}) {
  return {
    query: async ({ name }: PermissionDescriptor) =>
      ({ state: states[name as 'camera' | 'microphone'] }) as PermissionStatus,
  };
}
