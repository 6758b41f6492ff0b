import { expect, it } from 'vitest';
import { askForDtx } from './ask-for-dtx.ts';

const lines = (...all: string[]) => all.map((line) => `${line}\r\n`).join('');
const OPUS = ['a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10;useinbandfec=1'];
const VIDEO = [
  'm=video 9 UDP/TLS/RTP/SAVPF 102',
  'a=rtpmap:102 H264/90000',
  'a=fmtp:102 packetization-mode=1',
];

it('asks for it in every line of Opus, and of nothing else', () => {
  const section = ['m=audio 9 UDP/TLS/RTP/SAVPF 111', ...OPUS];
  const asked = ['m=audio 9 UDP/TLS/RTP/SAVPF 111', OPUS[0] ?? '', `${OPUS[1]};usedtx=1`];
  expect(askForDtx(lines(...section, ...VIDEO, ...section))).toBe(lines(...asked, ...VIDEO, ...asked));
});

it.each([
  ['who says already what they want', lines(OPUS[0] ?? '', 'a=fmtp:111 usedtx=0;useinbandfec=1')],
  ['a description without Opus', lines(...VIDEO)],
  ['what is no description', 'nonsense'],
  ['nothing', ''],
])('leaves %s as it is', (_, sdp) => {
  expect(askForDtx(sdp)).toBe(sdp);
  expect(askForDtx(askForDtx(sdp))).toBe(sdp);
});
