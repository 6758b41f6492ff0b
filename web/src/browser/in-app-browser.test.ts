import { describe, expect, it } from 'vitest';
import { findInAppBrowser } from './in-app-browser.ts';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0';

describe('findInAppBrowser', () => {
  it.each([
    [
      'wechat',
      'ios',
      `${IPHONE} Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN`,
    ],
    [
      'wechat',
      'android',
      `${ANDROID} Chrome/116.0 XWEB/1160083 MMWEBSDK/20240301 Mobile Safari/537.36 MicroMessenger/8.0.49`,
    ],
    ['qq', 'ios', `${IPHONE} Mobile/15E148 QQ/9.0.50.620 V1_IPH_SQ_9.0.50_1_APP_A Pixel/1170`],
    [
      'weibo',
      'android',
      `${ANDROID} Chrome/116.0 Mobile Safari/537.36 Weibo (Google-Pixel 8__weibo__14.4.2__android)`,
    ],
    [
      'dingtalk',
      'ios',
      `${IPHONE} Mobile/15E148 AliApp(DingTalk/7.5.10) com.laiwang.DingTalk/30000 Channel/201200`,
    ],
    ['lark', 'android', `${ANDROID} Chrome/116.0 Mobile Safari/537.36 Lark/7.18.5 LarkLocale/zh_CN`],
    ['facebook', 'ios', `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/464.0.0.33.108;FBBV/596140232]`],
    ['instagram', 'android', `${ANDROID} Chrome/124.0 Mobile Safari/537.36 Instagram 331.0.0.37.90 Android`],
    ['line', 'ios', `${IPHONE} Mobile/15E148 Safari Line/14.7.0`],
    ['tiktok', 'ios', `${IPHONE} Mobile/15E148 musical_ly_34.5.0 BytedanceWebview/d8a21c6`],
    [
      'wechat',
      'other',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/116.0 Safari/537.36 MicroMessenger/7.0.20',
    ],
  ] as const)('knows %s on %s', (app, system, userAgent) => {
    const expected = app === 'tiktok' ? ['tiktok', 'douyin'] : [app];
    expect(expected).toContain(findInAppBrowser(userAgent)?.app);
    expect(findInAppBrowser(userAgent)?.system).toBe(system);
  });

  it.each([
    `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`,
    `${ANDROID.replace(' Version/4.0', '')} Chrome/126.0.0.0 Mobile Safari/537.36`,
    `${ANDROID} MQQBrowser/15.1 Chrome/109.0 Mobile Safari/537.36`,
    'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0',
    '',
  ])('takes %s for a browser of its own', (userAgent) => {
    expect(findInAppBrowser(userAgent)).toBeNull();
  });
});
