import { expect, test } from 'vitest';
import { browserVersion } from './browser-version.ts';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'firefox', 153],
  [
    `${MAC} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0`,
    'chromium',
    156,
  ],
  [`${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`, 'safari', 18],
  [`${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1`, 'safari', 18],
  [`${IPHONE} CriOS/156.0.0.0 Mobile/15E148 Safari/604.1`, 'safari', 18],
  ['192.0.2.7 Ann', 'other', null],
  ['Firefox/0', 'firefox', null],
  ['', 'other', null],
])('%s', (userAgent, family, majorVersion) => {
  expect(browserVersion(userAgent)).toEqual({ family, majorVersion });
});
