import type { QualityTexts } from './en-quality.ts';

const list = new Intl.ListFormat('zh-CN', { type: 'conjunction' });

/** How the connection to each person fares, in Simplified Chinese. */
export const qualityZhCn: QualityTexts = {
  mark: { fair: '网络较弱', poor: '网络很差' },
  theirVideoPaused: '对方网络较慢，暂时没有画面',
  ownVideoPausedForAll: '网络太慢，你的画面已暂停发送。其他人仍能听到你的声音。',
  ownVideoPausedFor: (names) =>
    `网络太慢，已暂停向 ${list.format(names)} 发送你的画面，对方仍能听到你的声音。`,
  open: (name) => `与 ${name} 的连接`,
  loadFailed: '无法加载连接详情。请检查网络后重试。',
  measuring: '正在测量……',
  groups: { route: '线路', sending: '发送', receiving: '接收' },
  path: '路径',
  ownEnd: '你的一端',
  theirEnd: '对方一端',
  protocol: '协议',
  candidate: {
    host: '本地地址',
    srflx: '公网地址',
    prflx: '途中发现的地址',
    relay: '中继',
  },
  roundTrip: '往返时延',
  estimate: '估计可用带宽',
  total: '合计',
  loss: '丢包率',
  stream: { audio: '麦克风', video: '摄像头', screen: '屏幕', 'screen-audio': '屏幕声音' },
  jitter: (value) => `抖动 ${value}`,
  nothing: '无',
  bitrateChart: '码率',
  copy: '复制为文本',
  copied: '已复制',
  copyFailed: '浏览器不允许复制。请手动选择上面的文字。',
};
