/** Tracks and streams that only have identity. */

export interface FakeTrack {
  readonly id: string;
  readonly kind: string;
  getSettings(): MediaTrackSettings;
}

export function fakeTrack(kind: string, id: string): MediaStreamTrack {
  const track: FakeTrack = { id, kind, getSettings: () => ({ width: 1280, height: 720 }) };
  return track as MediaStreamTrack;
}

class FakeStream {
  readonly #tracks = new Set<FakeTrack>();

  getTracks(): FakeTrack[] {
    return [...this.#tracks];
  }

  addTrack(track: FakeTrack): void {
    this.#tracks.add(track);
  }

  removeTrack(track: FakeTrack): void {
    this.#tracks.delete(track);
  }
}

export function fakeStream(): MediaStream {
  return new FakeStream() as unknown as MediaStream;
}
