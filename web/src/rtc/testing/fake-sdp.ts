/** As much SDP as a fake peer connection needs to be one: sections, their direction, and the ICE generation. */

export interface FakeSection {
  readonly mid: string;
  readonly kind: string;
  readonly direction: RTCRtpTransceiverDirection;
}

export interface FakeSdp {
  readonly ufrag: string;
  readonly sections: readonly FakeSection[];
  readonly candidates: readonly string[];
}

export function formatFakeSdp({ ufrag, sections, candidates }: FakeSdp): string {
  const lines = sections.flatMap(({ mid, kind, direction }) => [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF 0`,
    `a=mid:${mid}`,
    `a=${direction}`,
    `a=ice-ufrag:${ufrag}`,
  ]);
  return ['v=0', ...lines, ...candidates.map((candidate) => `a=${candidate}`), ''].join('\r\n');
}

/** Null for what no browser would take. */
export function parseFakeSdp(sdp: string): FakeSdp | null {
  const ufrag = /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1];
  if (!sdp.startsWith('v=0') || ufrag === undefined) return null;
  const sections = [...sdp.matchAll(/^m=(\w+) .*\r\na=mid:(\S+)\r\na=(\w+)/gm)].map(
    ([, kind = '', mid = '', direction]) => ({
      kind,
      mid,
      direction: direction as RTCRtpTransceiverDirection,
    }),
  );
  const candidates = [...sdp.matchAll(/^a=(candidate:.*)\r$/gm)].map(([, candidate = '']) => candidate);
  return { ufrag, sections, candidates };
}

export function ufragOfFake(candidate: string): string | null {
  return / ufrag (\S+)/.exec(candidate)?.[1] ?? null;
}

const REVERSED: Partial<Record<RTCRtpTransceiverDirection, RTCRtpTransceiverDirection>> = {
  sendonly: 'recvonly',
  recvonly: 'sendonly',
};

/** The direction of an answer: what both sides want (RFC 8829 §5.3.1). */
export function answerDirection(
  offered: RTCRtpTransceiverDirection,
  wanted: RTCRtpTransceiverDirection,
): RTCRtpTransceiverDirection {
  const possible = REVERSED[offered] ?? offered;
  if (possible === 'sendrecv') return wanted;
  return wanted === 'sendrecv' || wanted === possible ? possible : 'inactive';
}
