import type { MediaProblemCause } from '../../session/view.ts';
import type { BrowserKind } from './browser-kind.ts';

/** Each is a sentence in both languages (`media.waysOut`). */
export type WayOut =
  | 'allow-chrome'
  | 'allow-firefox'
  | 'allow-safari'
  | 'allow-ios-safari'
  | 'allow-ios-app'
  | 'allow-android'
  | 'allow-other'
  | 'system-mac'
  | 'system-windows'
  | 'system-android'
  | 'system-other'
  | 'answer'
  | 'find-question'
  | 'open-alone'
  | 'connect'
  | 'connect-mac'
  | 'close-others'
  | 'close-others-windows'
  | 'close-others-phone'
  | 'choose-other'
  | 'open-https'
  | 'restart';

/** What a person can do about it, here. */
export function wayOut(cause: MediaProblemCause, browser: BrowserKind): WayOut {
  switch (cause) {
    case 'denied':
      return allowing(browser);
    case 'denied-by-system':
      return allowingInSystem(browser);
    case 'dismissed':
      return 'answer';
    case 'no-answer':
      return 'find-question';
    case 'policy':
      return 'open-alone';
    case 'not-found':
      // Firefox and Safari find nothing where macOS keeps devices from them.
      return browser.system === 'mac' && browser.family !== 'chrome' ? 'connect-mac' : 'connect';
    case 'in-use':
      return closingOthers(browser);
    case 'unfit':
      return 'choose-other';
    case 'insecure':
      return 'open-https';
    case 'failed':
      return 'restart';
  }
}

function allowing({ family, system }: BrowserKind): WayOut {
  if (system === 'ios') return family === 'safari' ? 'allow-ios-safari' : 'allow-ios-app';
  if (system === 'android') return 'allow-android';
  return `allow-${family}`;
}

function allowingInSystem({ system }: BrowserKind): WayOut {
  if (system === 'ios') return 'allow-ios-app';
  return `system-${system}`;
}

/** Windows answers so too where its privacy settings keep devices from the browser. */
function closingOthers({ system }: BrowserKind): WayOut {
  if (system === 'ios' || system === 'android') return 'close-others-phone';
  return system === 'windows' ? 'close-others-windows' : 'close-others';
}
