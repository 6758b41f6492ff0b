import { describe, expect, it, test } from 'vitest';
import { en } from '../../i18n/en.ts';
import { zhCn } from '../../i18n/zh-cn.ts';
import type { MediaProblemCause } from '../../session/view.ts';
import { browserKind } from './browser-kind.ts';
import { type WayOut, wayOut } from './way-out.ts';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const AGENTS = {
  'Chrome on Windows': [`${WINDOWS} Chrome/141.0.0.0 Safari/537.36`, 0],
  'Edge on Windows': [`${WINDOWS} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`, 10],
  'Chrome on a Mac': [`${MAC}/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36`, 0],
  'Safari on a Mac': [`${MAC}/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15`, 0],
  'Firefox on a Mac': [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
    0,
  ],
  'Firefox on Linux': ['Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', 0],
  'Safari on an iPhone': [`${IPHONE} Version/18.6 Mobile/15E148 Safari/604.1`, 5],
  'Safari on an iPad': [`${MAC}/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15`, 5],
  'Chrome on an iPhone': [`${IPHONE} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1`, 5],
  'Chrome on Android': [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
    5,
  ],
  'Firefox on Android': ['Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0', 5],
  'something else': ['Lynx/2.9', 0],
} as const;

test.each<[MediaProblemCause, keyof typeof AGENTS, WayOut]>([
  ['denied', 'Chrome on Windows', 'allow-chrome'],
  ['denied', 'Edge on Windows', 'allow-chrome'],
  ['denied', 'Firefox on Linux', 'allow-firefox'],
  ['denied', 'Safari on a Mac', 'allow-safari'],
  ['denied', 'Safari on an iPhone', 'allow-ios-safari'],
  ['denied', 'Safari on an iPad', 'allow-ios-safari'],
  ['denied', 'Chrome on an iPhone', 'allow-ios-app'],
  ['denied', 'Chrome on Android', 'allow-android'],
  ['denied', 'Firefox on Android', 'allow-android'],
  ['denied', 'something else', 'allow-other'],
  ['denied-by-system', 'Chrome on a Mac', 'system-mac'],
  ['denied-by-system', 'Chrome on Windows', 'system-windows'],
  ['denied-by-system', 'Chrome on Android', 'system-android'],
  ['denied-by-system', 'Safari on an iPhone', 'allow-ios-app'],
  ['denied-by-system', 'Firefox on Linux', 'system-other'],
  ['dismissed', 'Chrome on Windows', 'answer'],
  ['no-answer', 'Firefox on Linux', 'find-question'],
  ['policy', 'Chrome on Windows', 'open-alone'],
  ['not-found', 'Chrome on a Mac', 'connect'],
  ['not-found', 'Firefox on a Mac', 'connect-mac'],
  ['not-found', 'Safari on a Mac', 'connect-mac'],
  ['not-found', 'Safari on an iPhone', 'connect'],
  ['in-use', 'Chrome on Windows', 'close-others-windows'],
  ['in-use', 'Firefox on Linux', 'close-others'],
  ['in-use', 'Chrome on Android', 'close-others-phone'],
  ['in-use', 'Safari on an iPhone', 'close-others-phone'],
  ['unfit', 'Firefox on Linux', 'choose-other'],
  ['insecure', 'Safari on a Mac', 'open-https'],
  ['failed', 'Chrome on a Mac', 'restart'],
])('%s in %s: %s', (cause, name, expected) => {
  const [userAgent, touchPoints] = AGENTS[name];
  expect(wayOut(cause, browserKind(userAgent, touchPoints))).toBe(expected);
});

describe.each([
  ['English', en],
  ['Chinese', zhCn],
])('in %s', (_, { media }) => {
  it('says something else of each cause and of each way out', () => {
    const problems = Object.values(media.problems).map((sentence) => sentence('both'));
    const waysOut = Object.values(media.waysOut).map((sentence) => sentence('both'));
    for (const sentences of [problems, waysOut]) expect(new Set(sentences).size).toBe(sentences.length);
  });
});
