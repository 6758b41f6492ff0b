import type { MediaKind } from '../session/device-view.ts';
import type { devicesEn, mediaEn } from './en-media.ts';

const number = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 });
const numberAsIs = new Intl.NumberFormat('zh-CN', { useGrouping: false });

const THINGS: Readonly<Record<MediaKind, string>> = {
  both: '摄像头和麦克风',
  camera: '摄像头',
  microphone: '麦克风',
};
const KINDS = { microphone: '麦克风', camera: '摄像头', speaker: '扬声器' };

export const mediaZhCn = {
  tryAgain: '重试',
  problems: {
    denied: (kind) => `本页面被禁止使用${THINGS[kind]}。`,
    'denied-by-system': (kind) => `系统不允许浏览器使用${THINGS[kind]}。`,
    policy: (kind) => `本页面没有请求使用${THINGS[kind]}的权限。`,
    dismissed: (kind) => `关于${THINGS[kind]}的询问被关闭了，没有作出选择。`,
    'no-answer': (kind) => `浏览器仍在等你决定是否允许使用${THINGS[kind]}。`,
    'not-found': (kind) => `没有找到${THINGS[kind]}。`,
    'in-use': (kind) => `${THINGS[kind]}无法启动，可能正被其他程序占用。`,
    unfit: (kind) => `${THINGS[kind]}不支持所选的设置。`,
    insecure: (kind) => `没有安全连接的页面不能使用${THINGS[kind]}。`,
    failed: (kind) => `${THINGS[kind]}已停止或无法启动。`,
  },
  waysOut: {
    'allow-chrome': (kind) => `点击地址栏左侧的图标，打开${THINGS[kind]}，即可立刻恢复。`,
    'allow-firefox': () => '点击地址左侧带斜线的图标，点 × 取消阻止，然后重试。',
    'allow-safari': (kind) => `在菜单栏选择“Safari 浏览器”›“此网站的设置…”，允许${THINGS[kind]}，然后重试。`,
    'allow-ios-safari': (kind) => `轻点地址旁的图标，选择“网站设置”，允许${THINGS[kind]}，然后重试。`,
    'allow-ios-app': (kind) => `打开“设置”›“App”，找到这个浏览器，打开${THINGS[kind]}，再回来重试。`,
    'allow-android': (kind) => `点按地址左侧的图标，选择“权限”，允许${THINGS[kind]}，然后重试。`,
    'allow-other': (kind) => `在浏览器设置中允许本页面使用${THINGS[kind]}，然后重试。`,
    'system-mac': (kind) =>
      `打开“系统设置”›“隐私与安全性”，允许这个浏览器使用${THINGS[kind]}，然后重启浏览器。`,
    'system-windows': (kind) =>
      `打开“设置”›“隐私和安全性”，允许应用和这个浏览器访问${THINGS[kind]}，然后重试。`,
    'system-android': (kind) => `打开“设置”›“应用”，在这个浏览器的“权限”中允许${THINGS[kind]}，然后重试。`,
    'system-other': (kind) => `在系统设置中允许浏览器使用${THINGS[kind]}，然后重试。`,
    answer: () => '请重试，并在浏览器询问时选择“允许”。',
    'find-question': () =>
      '请在地址栏附近（也可能在其他窗口后面）找到询问，选择“允许”。如果没有看到，请刷新页面。',
    'open-alone': () =>
      '请在单独的标签页中打开链接。如果已经是这样，请告诉服务器管理员：Permissions-Policy 禁止了它。',
    connect: () => '请接好设备，然后重试。',
    'connect-mac': (kind) =>
      `请接好设备，或在“系统设置”›“隐私与安全性”中允许这个浏览器使用${THINGS[kind]}，然后重试。`,
    'close-others': () => '请关闭其他正在通话的程序和标签页，然后重试。',
    'close-others-windows': () => '请关闭其他正在通话的程序和标签页，并检查“设置”›“隐私和安全性”，然后重试。',
    'close-others-phone': () => '请结束其他通话，关闭正在使用它的应用，然后重试。',
    'choose-other': () => '请选择其他设备或自动画质，然后重试。',
    'open-https': () => '请在地址前加上 https:// 再打开本页面。',
    restart: () => '请重试。如果不行，请重新插拔设备或重启浏览器。',
  },
  without: {
    both: '也可以直接加入：能看到和听到其他人。',
    camera: '也可以只用声音加入。',
    microphone: '也可以直接加入：能看到和听到其他人，但他们听不到你。',
  },
  withoutInCall: {
    both: '你仍能看到和听到其他人。',
    camera: '声音不受影响。',
    microphone: '在此之前其他人听不到你。',
  },
  interrupted: {
    both: '系统暂停了摄像头和麦克风。',
    camera: '系统暂停了摄像头。',
    microphone: '系统暂停了麦克风，其他人听不到你。',
  },
  resume: '点按即可恢复',
  mutedSpeech: '你在说话，但麦克风是关闭的。',
} satisfies typeof mediaEn;

export const devicesZhCn = {
  title: '摄像头、麦克风和扬声器',
  documentTitle: '设备',
  lead: '看看、听听别人会看到和听到的你。这里的画面和声音不会发给任何人。',
  link: '测试摄像头和声音',
  more: '所有设备设置',
  back: '完成',
  preview: '你的摄像头',
  speaker: '扬声器',
  defaultSpeaker: '跟随系统',
  numberedSpeaker: (position) => `扬声器 ${number.format(position)}`,
  noSpeakerChoice: '这个浏览器使用系统的扬声器播放声音。',
  chooseSpeaker: '选择扬声器……',
  testSound: '试听',
  playing: '正在播放……',
  soundRefused: '浏览器没有播放。请再试一次。',
  level: '麦克风音量',
  levelHint: '说句话，音量条应该会动。',
  levelAwaited: '允许使用麦克风后，这里会显示音量。',
  levelOff: '麦克风已关闭。',
  levelUnavailable: '这个浏览器无法测量音量，但不影响其他人听到你。',
  levelWaiting: '点按任意位置即可看到音量。',
  flip: '翻转',
  flipCamera: '翻转到另一侧摄像头',
  picture: '画面',
  sound: '声音',
  lines: '分辨率',
  frameRate: '帧率',
  aspect: '画面比例',
  automatic: '自动',
  linesOf: (lines) => `${numberAsIs.format(lines)}P`,
  framesOf: (frames) => `每秒 ${number.format(frames)} 帧`,
  features: {
    echoCancellation: '回声消除',
    noiseSuppression: '降噪',
    autoGainControl: '自动音量',
    voiceIsolation: '仅保留人声',
    backgroundBlur: '背景虚化',
  },
  featureHints: {
    echoCancellation: '除非所有人都戴耳机，否则请保持开启。',
    noiseSuppression: '播放或演奏音乐时请关闭。',
    autoGainControl: '声音小时调高，声音大时调低。',
    voiceIsolation: '只留下你的声音。',
    backgroundBlur: '由浏览器或系统完成。',
  },
  effective: '浏览器当前报告的实际情况',
  effectiveCamera: '摄像头',
  effectiveMicrophone: '麦克风',
  effectiveNone: '关闭',
  size: (width, height) => `${numberAsIs.format(width)} × ${numberAsIs.format(height)} 像素`,
  sampleRate: (hertz) => `${number.format(hertz / 1000)} 千赫`,
  channels: (count) => (count === 1 ? '单声道' : count === 2 ? '立体声' : `${number.format(count)} 声道`),
  facing: { user: '前置摄像头', environment: '后置摄像头' },
  reported: (name, isOn) => `${name}：${isOn ? '开' : '关'}`,
  notices: {
    gone: (label, kind) => `${label || KINDS[kind]} 已断开，已换用其他${KINDS[kind]}。`,
    back: (label) => `${label} 已重新连接并正在使用。`,
    new: (label) => `已接入 ${label}。`,
  },
  use: '使用它',
} satisfies typeof devicesEn;
