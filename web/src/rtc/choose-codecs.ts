import type { MEDIA_KINDS, TrackKind } from './peer-connection.ts';

export type MediaKind = (typeof MEDIA_KINDS)[TrackKind];

/** RTCRtpCodec (W3C webrtc-pc §5.2.5). */
export interface Codec {
  readonly mimeType: string;
  readonly clockRate: number;
  readonly channels?: number;
  readonly sdpFmtpLine?: string;
}

/**
 * Why no others: every browser has these (RFC 7742 §5, RFC 7874 §3), and a mesh encodes once for each peer, which AV1
 * and VP9 make dear. Descriptions that name them alone are a third as long, and a call begins that much sooner.
 */
const CODECS: Readonly<Record<MediaKind, readonly string[]>> = {
  audio: ['audio/opus'],
  video: ['video/vp8', 'video/h264', 'video/rtx'],
};
/** Of H.264 the mode that every browser offers (RFC 7742 §6.2); the other one would double the list. */
const H264_MODE = /packetization-mode=1/;

/**
 * Of what the browser can receive, what is offered: in the browser's own order, since it knows what its device does in
 * hardware. Empty where the browser has none of it: then it is better asked for nothing.
 */
export function chooseCodecs(kind: MediaKind, capable: readonly Codec[]): readonly Codec[] {
  const chosen = capable.filter(({ mimeType, sdpFmtpLine = '' }) => {
    const name = mimeType.toLowerCase();
    return CODECS[kind].includes(name) && (name !== 'video/h264' || H264_MODE.test(sdpFmtpLine));
  });
  return chosen.some(({ mimeType }) => mimeType.toLowerCase() !== 'video/rtx') ? chosen : [];
}
