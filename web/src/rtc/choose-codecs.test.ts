import { expect, it } from 'vitest';
import { type Codec, chooseCodecs } from './choose-codecs.ts';

const codec = (mimeType: string, sdpFmtpLine?: string): Codec => ({
  ...{ mimeType, clockRate: 90_000 },
  ...(sdpFmtpLine !== undefined && { sdpFmtpLine }),
});

it('keeps what every browser has, in the order of this one', () => {
  const h264 = codec('video/H264', 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f');
  const other = codec('video/H264', 'level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f');
  const [vp8, rtx, av1, vp9, red] = ['VP8', 'rtx', 'AV1', 'VP9', 'red'].map((name) => codec(`video/${name}`));
  if (!vp8 || !rtx || !av1 || !vp9 || !red) throw new Error('five codecs');
  expect(chooseCodecs('video', [av1, h264, other, vp8, vp9, rtx, red])).toEqual([h264, vp8, rtx]);
});

it('keeps Opus alone for sound', () => {
  const opus = { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 };
  expect(chooseCodecs('audio', [opus, codec('audio/red'), codec('audio/PCMU')])).toEqual([opus]);
});

it('asks for nothing where there is none of it', () => {
  expect(chooseCodecs('video', [codec('video/AV1'), codec('video/rtx')])).toEqual([]);
  expect(chooseCodecs('audio', [])).toEqual([]);
});
