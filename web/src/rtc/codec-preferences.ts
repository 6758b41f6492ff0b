import { chooseCodecs } from './choose-codecs.ts';
import type { ReceivableCodecs } from './peer-connection.ts';

/** What the trial needs of a peer connection. */
export interface TrialPeerConnection {
  addTransceiver(kind: string): { setCodecPreferences(codecs: RTCRtpCodec[]): void };
  createOffer(): Promise<{ readonly sdp?: string }>;
  close(): void;
}

/**
 * Whether this browser may be told which codecs to offer. Firefox (140) leaves the feedback lines of those that were not
 * chosen in its descriptions, and Chromium (156) refuses such a description. So an offer is made for trial, that goes
 * nowhere.
 */
export async function canChooseCodecs(
  createPeerConnection: () => TrialPeerConnection,
  receivableCodecs: ReceivableCodecs,
): Promise<boolean> {
  const pc = createPeerConnection();
  try {
    pc.addTransceiver('video').setCodecPreferences([...chooseCodecs('video', receivableCodecs('video'))]);
    const { sdp = '' } = await pc.createOffer();
    return !hasStrayFeedback(sdp);
  } catch {
    // A browser that cannot even do this offers what it likes.
    return false;
  } finally {
    pc.close();
  }
}

/** Whether there is feedback (RFC 4585 §4.2) for a payload type that its section does not offer. */
export function hasStrayFeedback(sdp: string): boolean {
  return sdp.split(/^m=/m).some((section) => {
    const offered = /^\S+ \d+ \S+ ([\d ]+)/.exec(section)?.[1]?.split(' ') ?? [];
    const types = new Set(['*', ...offered]);
    return [...section.matchAll(/^a=rtcp-fb:(\S+)/gm)].some(([, type = '']) => !types.has(type));
  });
}
