import { expect, it } from 'vitest';
import { FakeTrack } from './testing/fake-media-devices.ts';
import { createTrackSlot } from './track-slot.ts';

const asTrack = (track: FakeTrack) => track as unknown as MediaStreamTrack;

it('stops a capture that is brought while another one is under way', async () => {
  const [own, brought] = [new FakeTrack('video', 'own'), new FakeTrack('video', 'brought')];
  const sent: (MediaStreamTrack | null)[] = [];
  const slot = createTrackSlot({
    kind: 'video',
    preferredId: null,
    capture: async () => asTrack(own),
    onTrack: (track) => sent.push(track),
    isPresent: async () => true,
    refusalToRetake: async () => null,
    onReplaced: () => undefined,
    isAllowedByPolicy: () => true,
  });
  const opened = slot.open();
  await slot.open(Promise.resolve(asTrack(brought)));
  await opened;
  expect(sent).toEqual([own]);
  expect([own.readyState, brought.readyState]).toEqual(['live', 'ended']);
});
