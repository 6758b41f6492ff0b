/** Browsers inside of other apps, by what they write into their User-Agent. The name is a key of the texts. */
const APPS = [
  ['wechat', /MicroMessenger/i],
  ['dingtalk', /DingTalk|AliApp\(DingTalk/i],
  ['weibo', /Weibo|__weibo__/i],
  // The app writes QQ/9.0; Tencent's browser for itself, MQQBrowser, stands alone and is none.
  ['qq', /\sQQ\/[\d.]/],
  ['alipay', /AlipayClient/i],
  ['douyin', /aweme|BytedanceWebview|NewsArticle/i],
  ['xiaohongshu', /xhsdiscover|XiaoHongShu/i],
  ['lark', /\bLark\/|Feishu/i],
  ['facebook', /FBAN|FBAV|FB_IAB/],
  ['instagram', /Instagram/],
  ['line', /\bLine\//],
  ['tiktok', /musical_ly|TikTok/],
  ['linkedin', /LinkedInApp/],
  ['snapchat', /Snapchat/],
] as const;

export type InAppName = (typeof APPS)[number][0];
export type InAppSystem = 'ios' | 'android' | 'other';

export interface InAppBrowser {
  readonly app: InAppName;
  readonly system: InAppSystem;
}

/** Which app's browser this is; null for browsers that stand alone, as far as their User-Agent tells. */
export function findInAppBrowser(userAgent: string): InAppBrowser | null {
  const found = APPS.find(([, pattern]) => pattern.test(userAgent));
  return found === undefined ? null : { app: found[0], system: systemOf(userAgent) };
}

function systemOf(userAgent: string): InAppSystem {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  return /Android/.test(userAgent) ? 'android' : 'other';
}
