import type { StageTexts } from './en-stage.ts';

/** The stage of a call and its controls, in Simplified Chinese. */
export const stageZhCn: StageTexts = {
  more: '更多',
  pin: (name) => `固定 ${name} 的画面`,
  unpin: (name) => `取消固定 ${name} 的画面`,
  moveOwn: '把我的画面移到另一个角落',
  hideOwn: '隐藏我自己的画面',
  speakerView: '演讲者视图',
  fullscreen: '全屏',
  pictureInPicture: '小窗口',
  shortcuts: '键盘快捷键',
  useShortcuts: '使用单键快捷键',
  pushToTalk: '静音时按住说话',
  spaceBar: '空格键',
};
