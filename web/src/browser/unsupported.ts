import type { UnsupportedReason } from '../session/view.ts';

/** Why calls cannot work in this browser, on this page; null when they can. */
export function findUnsupported(page: Window & typeof globalThis): UnsupportedReason | null {
  if (!page.isSecureContext || page.crypto.subtle === undefined) return 'insecure-context';
  return 'RTCPeerConnection' in page && 'mediaDevices' in page.navigator ? null : 'no-webrtc';
}
