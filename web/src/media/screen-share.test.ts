import { expect, it } from 'vitest';
import { createScreenShare } from './screen-share.ts';

class FakeTrack extends EventTarget {
  readyState = 'live';
  contentHint = '';
  readonly applied: MediaTrackConstraints[] = [];
  readonly kind: string;
  constructor(kind: string) {
    super();
    this.kind = kind;
  }
  stop(): void {
    this.readyState = 'ended';
  }
  async applyConstraints(constraints: MediaTrackConstraints): Promise<void> {
    this.applied.push(constraints);
  }
}

function fakeShare(...kinds: string[]) {
  const tracks = kinds.map((kind) => new FakeTrack(kind));
  const of = (kind: string) => tracks.filter((one) => one.kind === kind);
  const stream = {
    getTracks: () => tracks,
    getVideoTracks: () => of('video'),
    getAudioTracks: () => of('audio'),
  };
  return { tracks, stream: stream as unknown as MediaStream };
}

function setUp(...answers: (MediaStream | Promise<MediaStream> | Error)[]) {
  const told: string[] = [];
  const share = createScreenShare({
    devices: {
      async getDisplayMedia() {
        const answer = await answers.shift();
        if (answer === undefined || answer instanceof Error) throw answer;
        return answer;
      },
    },
  });
  share.onTrackChange((kind, track) => told.push(`${kind} ${track === null ? 'none' : track.contentHint}`));
  return { ...share, told };
}

it('sends picture and sound until the person stops', async () => {
  const { tracks, stream } = fakeShare('video', 'audio');
  const { screen, told } = setUp(stream);
  await screen.start();
  expect(screen.stream.peek()).toBe(stream);
  expect(told.splice(0)).toEqual(['screen detail', 'screen-audio ']);
  screen.stop();
  screen.stop();
  expect(told).toEqual(['screen none', 'screen-audio none']);
  expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
  expect(screen.stream.peek()).toBeNull();
});

it("stops by the browser's own button as well", async () => {
  const { tracks, stream } = fakeShare('video', 'audio');
  const { screen, told } = setUp(stream);
  await screen.start();
  told.length = 0;
  tracks[0]?.stop();
  tracks[0]?.dispatchEvent(new Event('ended'));
  expect(told).toEqual(['screen none', 'screen-audio none']);
  expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
});

it('shows another thing in the place of the first, whose end means nothing any more', async () => {
  const [first, second] = [fakeShare('video'), fakeShare('video')];
  const { screen } = setUp(first.stream, second.stream);
  await screen.start();
  await screen.start();
  first.tracks[0]?.dispatchEvent(new Event('ended'));
  expect(screen.stream.peek()).toBe(second.stream);
  expect(first.tracks[0]?.readyState).toBe('ended');
});

it('lets go of what is allowed after the call has ended', async () => {
  const { tracks, stream } = fakeShare('video');
  let allow: (stream: MediaStream) => void = () => undefined;
  const { screen, told } = setUp(
    new Promise((resolve) => {
      allow = resolve;
    }),
  );
  const starting = screen.start();
  screen.stop();
  allow(stream);
  await starting;
  expect(tracks[0]?.readyState).toBe('ended');
  expect([screen.stream.peek(), told]).toEqual([null, []]);
});

it('tells text from films to the encoder, also while it is shown', async () => {
  const { tracks, stream } = fakeShare('video');
  const { screen } = setUp(stream);
  await screen.setContent('motion');
  await screen.start();
  expect(tracks[0]?.contentHint).toBe('motion');
  await screen.setContent('detail');
  expect(tracks[0]?.contentHint).toBe('detail');
  expect(tracks[0]?.applied).toMatchObject([{ frameRate: { max: 15 } }]);
});

it.each([
  [new DOMException('Permission denied', 'NotAllowedError'), null],
  [new DOMException('Permission denied by system', 'NotAllowedError'), 'system'],
  [new DOMException('Could not start', 'NotReadableError'), 'failed'],
])('%s is told as %s', async (error, problem) => {
  const { screen } = setUp(error);
  await screen.start();
  expect(screen.problem.peek()).toBe(problem);
  expect(screen.stream.peek()).toBeNull();
});

it('is not offered where the browser cannot do it', async () => {
  const { screen } = createScreenShare({ devices: {} });
  await screen.start();
  expect([screen.isSupported, screen.problem.peek()]).toEqual([false, null]);
});
