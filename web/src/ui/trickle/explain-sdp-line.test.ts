import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sdpEn } from '../../i18n/en-sdp.ts';
import { sdpZhCn } from '../../i18n/zh-cn-sdp.ts';
import { parseSdp, type SdpLine } from '../../trickle/parse-sdp.ts';
import { explainSdpLine } from './explain-sdp-line.ts';

const linesOf = (text: string) => parseSdp(text).flatMap(({ lines }) => lines);
const english = (text: string) => linesOf(text).map((line) => explainSdpLine(line, sdpEn))[0];

describe.each(['chromium-156-offer.sdp', 'firefox-153-offer.sdp'])('every line of %s', (file) => {
  const lines = linesOf(readFileSync(new URL(`../../trickle/testing/${file}`, import.meta.url), 'utf8'));

  it('is explained in English', () => {
    for (const line of lines) expect(explainSdpLine(line, sdpEn), line.text).toMatch(/^[A-Z“].{9,}[.…]$/);
  });

  it('is explained in Chinese', () => {
    for (const line of lines)
      expect(explainSdpLine(line, sdpZhCn), line.text).toMatch(/\p{Script=Han}.*。$/u);
  });

  it('is explained by what it says: formats, extensions and feedback by their names', () => {
    const more = (start: string) => lines.filter(({ text }) => text.startsWith(start));
    const bare = (line: SdpLine) =>
      explainSdpLine(line, { ...sdpEn, codecs: NOTHING, extensions: NOTHING, feedback: NOTHING });
    for (const line of ['a=rtpmap', 'a=extmap:', 'a=rtcp-fb'].flatMap(more))
      expect(explainSdpLine(line, sdpEn).length, line.text).toBeGreaterThan(bare(line).length);
  });
});

const NOTHING = new Proxy({} as never, { get: () => '' });

it.each([
  ['a=setup:actpass', 'leaves the choice'],
  ['a=setup:active', 'this end is active'],
  ['a=group:BUNDLE 0 1', '0, 1 share one connection'],
  ['a=fmtp:97 apt=96', 'Format 97 sends packets of format 96 again'],
  ['a=fmtp:111 minptime=10', 'Parameters of format 111'],
  ['m=video 0 UDP/TLS/RTP/SAVPF 96', 'with 1 format in'],
  ['a=candidate:1 1 udp 5 192.0.2.1 9 typ srflx', 'srflx, udp, 192.0.2.1 port 9'],
  ['a=rtcp-fb:* nack pli', 'all formats'],
  ['a=nobody-knows', 'does not know'],
  ['not sdp', 'Not a line'],
  ['a=rtpmap', 'Format number'],
])('%s', (line, part) => expect(english(line)).toContain(part));
