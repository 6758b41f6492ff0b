import type { InAppName } from '../browser/in-app-browser.ts';
import type { Language } from './detect-language.ts';

/** What people call those apps. Not among the texts, which differ in each language; many of these do not. */
export const IN_APP_NAMES: Readonly<Record<Language, Readonly<Record<InAppName, string>>>> = {
  en: {
    wechat: 'WeChat',
    dingtalk: 'DingTalk',
    weibo: 'Weibo',
    qq: 'QQ',
    alipay: 'Alipay',
    douyin: 'Douyin',
    xiaohongshu: 'RedNote',
    lark: 'Lark',
    facebook: 'Facebook',
    instagram: 'Instagram',
    line: 'LINE',
    tiktok: 'TikTok',
    linkedin: 'LinkedIn',
    snapchat: 'Snapchat',
  },
  'zh-CN': {
    wechat: '微信',
    dingtalk: '钉钉',
    weibo: '微博',
    qq: 'QQ',
    alipay: '支付宝',
    douyin: '抖音',
    xiaohongshu: '小红书',
    lark: '飞书',
    facebook: 'Facebook',
    instagram: 'Instagram',
    line: 'LINE',
    tiktok: 'TikTok',
    linkedin: '领英',
    snapchat: 'Snapchat',
  },
};
