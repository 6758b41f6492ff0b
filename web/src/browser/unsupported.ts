import type { UnsupportedReason } from '../session/view.ts';
import { findInAppBrowser } from './in-app-browser.ts';

/** Why calls cannot work in this browser, on this page; null when they can. */
export function findUnsupported(page: Window & typeof globalThis): UnsupportedReason | null {
  if (!page.isSecureContext || page.crypto.subtle === undefined) return 'insecure-context';
  if ('RTCPeerConnection' in page && typeof page.navigator.mediaDevices?.getUserMedia === 'function')
    return null;
  return findInAppBrowser(page.navigator.userAgent) === null ? 'no-webrtc' : 'in-app';
}
