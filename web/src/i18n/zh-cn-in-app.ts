import type { inAppEn } from './en-in-app.ts';

/** The way out of the browsers inside of other apps, step by step, in Simplified Chinese. */
export const inAppZhCn: typeof inAppEn = {
  openMenu: (app) => `点按${app}页面角落的菜单（⋯ 或 ⋮）。`,
  choose: {
    ios: '选择“在 Safari 中打开”或“在浏览器打开”。',
    android: '选择“在浏览器打开”。',
    other: '选择“用默认浏览器打开”。',
  },
};
