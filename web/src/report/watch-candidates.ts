import type { CallRecord } from './call-record.ts';

/** Notes which candidates a peer connection gathers, and which servers gave it none. */
export function watchCandidates(pc: RTCPeerConnection, record: CallRecord): void {
  pc.addEventListener('icecandidate', ({ candidate }) => {
    // The empty one says that there are no more of a generation.
    if (candidate?.candidate) record.noteCandidate(candidate.type, candidate.protocol);
  });
  pc.addEventListener('icecandidateerror', ({ url, errorCode }) => record.noteCandidateError(url, errorCode));
}
