import { expect, it } from 'vitest';
import { canChooseCodecs, hasStrayFeedback } from './codec-preferences.ts';

const VP8 = { mimeType: 'video/VP8', clockRate: 90_000 };
const sound = [
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=rtcp-fb:111 transport-cc',
  'm=video 9 UDP/TLS/RTP/SAVPF 120 124',
  'a=rtcp-fb:120 nack',
  'a=rtcp-fb:* ccm fir',
  '',
].join('\r\n');
const stray = `${sound}a=rtcp-fb:121 nack\r\n`;

function setUp(offer: () => Promise<{ sdp: string }>) {
  const told: unknown[] = [];
  const createPeerConnection = () => ({
    addTransceiver: (kind: string) => ({
      setCodecPreferences: (codecs: RTCRtpCodec[]) => void told.push(kind, codecs),
    }),
    createOffer: offer,
    close: () => void told.push('closed'),
  });
  return { told, answer: canChooseCodecs(createPeerConnection, () => [VP8]) };
}

it('tells feedback for what is not offered', () => {
  expect([sound, stray, ''].map(hasStrayFeedback)).toEqual([false, true, false]);
  expect(hasStrayFeedback(sound.replace('rtcp-fb:111', 'rtcp-fb:120'))).toBe(true);
});

it('finds out with an offer that goes nowhere', async () => {
  const good = setUp(async () => ({ sdp: sound }));
  expect(await good.answer).toBe(true);
  expect(good.told).toEqual(['video', [VP8], 'closed']);
  expect(await setUp(async () => ({ sdp: stray })).answer).toBe(false);
});

it('asks for nothing of a browser that refuses', async () => {
  const { told, answer } = setUp(() => Promise.reject(new TypeError('no')));
  expect(await answer).toBe(false);
  expect(told.at(-1)).toBe('closed');
});
