import { expect, it } from 'vitest';
import { fakeTrack } from './testing/fake-media.ts';
import { settle } from './testing/virtual-clock.ts';
import { TrackSender } from './track-sender.ts';

function setUp() {
  const asked: (string | null)[] = [];
  const problems: string[] = [];
  let finish: ((error?: Error) => void) | null = null;
  const sender = new TrackSender(
    {
      replaceTrack: (track) =>
        new Promise((resolve, reject) => {
          asked.push(track?.id ?? null);
          finish = (error) => (error ? reject(error) : resolve());
        }),
      setStreams: () => undefined,
      track: null,
      getParameters: () => ({ encodings: [] }),
      setParameters: async () => undefined,
    },
    null,
    (code) => problems.push(code),
  );
  const next = async (error?: Error) => {
    finish?.(error);
    await settle();
  };
  return { sender, asked, problems, next };
}

it('changes the track, and not again for the same one', async () => {
  const { sender, asked, next } = setUp();
  const track = fakeTrack('audio', 'a');
  sender.set(null);
  sender.set(track);
  await next();
  sender.set(track);
  expect(asked).toEqual(['a']);
});

it('makes of all changes asked for during one only the last', async () => {
  const { sender, asked, next } = setUp();
  sender.set(fakeTrack('audio', 'a'));
  sender.set(fakeTrack('audio', 'b'));
  sender.set(null);
  sender.set(fakeTrack('audio', 'c'));
  expect(asked).toEqual(['a']);
  await next();
  expect(asked).toEqual(['a', 'c']);
  await next();
  expect(asked).toEqual(['a', 'c']);
});

it('does nothing more when the last wish is what is being done', async () => {
  const { sender, asked, next } = setUp();
  const track = fakeTrack('audio', 'a');
  sender.set(track);
  sender.set(null);
  sender.set(track);
  await next();
  expect(asked).toEqual(['a']);
});

it('reports a refused track once, and takes the next', async () => {
  const { sender, asked, problems, next } = setUp();
  sender.set(fakeTrack('audio', 'a'));
  await next(new Error('refused'));
  expect(problems).toEqual(['track-refused']);
  sender.set(fakeTrack('audio', 'b'));
  await next();
  expect(asked).toEqual(['a', 'b']);
  expect(problems).toHaveLength(1);
});
