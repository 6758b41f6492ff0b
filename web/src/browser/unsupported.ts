import type { UnsupportedReason } from '../session/view.ts';
import { findInAppBrowser } from './in-app-browser.ts';

type Page = Window & typeof globalThis;

/** Why calls cannot work in this browser, on this page; null when they can. */
export function findUnsupported(page: Page): UnsupportedReason | null {
  if (!isSecure(page)) return 'insecure-context';
  if (canCall(page)) return null;
  return findInAppBrowser(page.navigator.userAgent) === null ? 'no-webrtc' : 'in-app';
}

/** Whether there is nothing that `findUnsupported` would find. */
export function canCall(page: Page): boolean {
  const { mediaDevices } = page.navigator;
  return isSecure(page) && 'RTCPeerConnection' in page && typeof mediaDevices?.getUserMedia === 'function';
}

function isSecure(page: Page): boolean {
  return page.isSecureContext && page.crypto.subtle !== undefined;
}
