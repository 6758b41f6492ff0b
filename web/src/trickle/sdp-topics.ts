import type { SdpLine } from './parse-sdp.ts';

/** Lines other than attributes (RFC 8866 §5). */
const LETTERS = ['v', 'o', 's', 't', 'c', 'b', 'm'] as const;

/** Attributes for which there is an explanation. */
const ATTRIBUTES = [
  ...([
    'group',
    'extmap-allow-mixed',
    'msid-semantic',
    'ice-ufrag',
    'ice-pwd',
    'ice-options',
    'ice-lite',
  ] as const),
  ...(['fingerprint', 'setup', 'tls-id', 'mid', 'bundle-only', 'candidate', 'end-of-candidates'] as const),
  ...([
    'extmap',
    'sendrecv',
    'sendonly',
    'recvonly',
    'inactive',
    'msid',
    'rtcp',
    'rtcp-mux',
    'rtcp-mux-only',
  ] as const),
  ...([
    'rtcp-rsize',
    'rtcp-xr',
    'rtpmap',
    'rtcp-fb',
    'fmtp',
    'ssrc',
    'ssrc-group',
    'rid',
    'simulcast',
  ] as const),
  ...(['ptime', 'maxptime', 'sctp-port', 'sctpmap', 'max-message-size'] as const),
] as const;

/** What a line is about; `other-…`: nothing that this page knows. */
export type SdpTopic =
  | (typeof LETTERS)[number]
  | (typeof ATTRIBUTES)[number]
  | 'other-attribute'
  | 'other-line';

export interface SdpSubject {
  readonly topic: SdpTopic;
  /** The words of the value, behind the name of an attribute. */
  readonly words: readonly string[];
}

export function subjectOf({ type, value }: SdpLine): SdpSubject {
  if (type !== 'a') {
    const topic = LETTERS.find((letter) => letter === type) ?? 'other-line';
    return { topic, words: value.split(' ') };
  }
  const colon = value.indexOf(':');
  const name = colon < 0 ? value : value.slice(0, colon);
  const topic = ATTRIBUTES.find((one) => one === name) ?? 'other-attribute';
  return { topic, words: colon < 0 ? [] : value.slice(colon + 1).split(' ') };
}

/** Codecs and formats that travel as one (a=rtpmap), in lower case. */
const CODECS = [
  ...([
    'opus',
    'red',
    'g722',
    'pcmu',
    'pcma',
    'cn',
    'telephone-event',
    'vp8',
    'vp9',
    'h264',
    'h265',
    'av1',
  ] as const),
  ...(['rtx', 'ulpfec', 'flexfec-03'] as const),
] as const;

export type SdpCodec = (typeof CODECS)[number];

/** Of `opus/48000/2`. */
export function codecOf(format: string): SdpCodec | null {
  const name = format.split('/')[0]?.toLowerCase();
  return CODECS.find((one) => one === name) ?? null;
}

/** Header extensions (a=extmap, RFC 8285), by how their URI ends. */
const EXTENSIONS = [
  ...(['ssrc-audio-level', 'csrc-audio-level', 'abs-send-time', 'abs-capture-time', 'toffset'] as const),
  ...([
    'transport-wide-cc-extensions-01',
    'sdes:mid',
    'sdes:rtp-stream-id',
    'sdes:repaired-rtp-stream-id',
  ] as const),
  ...(['video-orientation', 'playout-delay', 'video-content-type', 'video-timing', 'color-space'] as const),
] as const;

export type SdpExtension = (typeof EXTENSIONS)[number];

export function extensionOf(uri: string): SdpExtension | null {
  return EXTENSIONS.find((one) => new RegExp(`[:/-]${one}$`).test(uri)) ?? null;
}

/** What a receiver may send back about a format (a=rtcp-fb, RFC 4585). */
const FEEDBACK = ['nack', 'nack pli', 'ccm fir', 'goog-remb', 'transport-cc', 'rrtr'] as const;

export type SdpFeedback = (typeof FEEDBACK)[number];

export function feedbackOf(words: readonly string[]): SdpFeedback | null {
  const kind = words.join(' ');
  return FEEDBACK.find((one) => one === kind) ?? null;
}
