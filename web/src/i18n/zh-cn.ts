import type { Texts } from './en.ts';
import { roomsZhCn } from './rooms-zh-cn.ts';
import { inAppZhCn } from './zh-cn-in-app.ts';
import { devicesZhCn, mediaZhCn } from './zh-cn-media.ts';

const LOCALE = 'zh-CN';
const number = new Intl.NumberFormat(LOCALE);
const list = new Intl.ListFormat(LOCALE, { type: 'conjunction' });

/** Simplified Chinese. */
export const zhCn = {
  common: {
    product: 'Burrow',
    language: '语言',
    close: '关闭',
    cancel: '取消',
    newCall: '新建通话',
    backHome: '返回首页',
    guest: '访客',
    you: '你',
  },

  home: {
    title: '总能接通的通话',
    lead: '在浏览器里面对面交谈。不用注册，也不用安装：生成链接，发给对方，开始通话。',
    or: '或',
    roomInput: '房间口令或链接',
    roomHint: '粘贴收到的链接，或与对方约定一个口令。',
    join: '加入',
    problems: {
      empty: '请先输入房间口令或粘贴链接。',
      'too-long': '这比口令的最大长度还长。是不是链接少了一部分？',
      'too-short': '这个口令太容易被猜到。请换一个更长的，例如三四个词语。',
      'broken-link': '链接不完整。请复制完整的链接后重新粘贴。',
      'foreign-link': '这个链接属于其他网站。请在新标签页中打开，或粘贴本站的链接。',
    },
    test: '测试连接',
    picture: '两个洞穴由一条从墙下穿过的隧道相连',
    promises: {
      private: '姓名和地址只在通话者之间加密传递，本服务器无法读取。',
      through: '防火墙很严格？通话会另找出路。',
    },
  },

  rooms: roomsZhCn,

  lobby: {
    title: '准备好加入了吗？',
    documentTitle: '加入通话',
    preview: '其他人看到的你',
    name: '你的名字',
    nameHint: '通话中的其他人会看到，可以不填。',
    password: '打开房间的密码',
    passwordHint: '本服务器要求输入密码才能打开房间；通过链接加入的人不需要密码。',
    microphone: '麦克风',
    camera: '摄像头',
    numberedMicrophone: (position) => `麦克风 ${number.format(position)}`,
    numberedCamera: (position) => `摄像头 ${number.format(position)}`,
    noMicrophone: '没有麦克风',
    noCamera: '没有摄像头',
    notListedYet: '允许后即可选择',
    asking: '浏览器正在请求使用摄像头和麦克风，请选择“允许”。',
    starting: '正在启动摄像头……',
    cameraIsOff: '摄像头已关闭',
    join: '加入通话',
    joining: '正在加入……',
    withoutBoth: '你将在没有摄像头和麦克风的情况下加入：可以看到和听到其他人。',
    withoutCamera: '你将只用声音加入。',
    typedCode: '房间口令：',
    typedCodeHint: '知道或猜到这个口令的人都可以加入。',
    reload: '刷新页面',
  },

  invite: {
    title: '邀请',
    label: '邀请链接',
    hint: '拿到这个链接的人都可以加入。',
    lockedHint: '房间已锁定：其他人需要请求进入，由房主同意。',
    copy: '复制链接',
    copied: '已复制',
    copyFailed: '浏览器不允许复制。链接已选中，请手动复制。',
    share: '分享……',
    shareText: '来加入我的通话',
  },

  call: {
    title: '通话',
    documentTitle: (people, muted, unread) =>
      `${unread > 0 ? `${number.format(unread)} 条未读 · ` : ''}${muted ? '已静音 · ' : ''}通话${people > 1 ? `（${number.format(people)}）` : ''}`,
    people: (people) => `${number.format(people)} 人`,
    everyone: '通话中的人',
    controls: '通话控制',
    mute: '静音',
    unmute: '取消静音',
    muteMicrophone: '静音麦克风',
    unmuteMicrophone: '取消静音麦克风',
    camera: '摄像头',
    turnCameraOff: '关闭摄像头',
    turnCameraOn: '打开摄像头',
    invite: '邀请',
    lock: '锁定',
    lockRoom: '锁定房间',
    locked: '已锁定',
    settings: '设置',
    leave: '离开',
    leaveCall: '离开通话',
    aloneTitle: '其他人还没到',
    aloneLead: '把链接发给想通话的人。有人加入，通话就开始。',
    signalingAway: '通话仍在继续，正在重新连接服务器……',
    soundBlocked: '浏览器暂时阻止了声音。',
    tapToHear: '点按即可收听',
    microphoneOff: '麦克风已关闭',
    cameraOff: '摄像头已关闭',
    waitingForVideo: '正在等待画面……',
    away: '暂离：与服务器的连接已断开',
    link: {
      connecting: '正在连接……',
      connected: '已连接',
      recovering: '正在重新连接……',
      failed: '无法连接，仍在尝试……',
    },
    linkStep: {
      check: '正在检查连接……',
      'ice-restart': '正在寻找其他线路……',
      'relay-only': '正在尝试只走中继……',
      rebuild: '正在重新建立连接……',
    },
    path: {
      direct: '直连',
      'relay-udp': '中继（UDP）',
      'relay-tcp': '中继（TCP）',
      'relay-tls': '中继（443 端口）',
    },
    pathExplained: {
      direct: '声音和画面在你们的设备之间直接传输。',
      'relay-udp': '声音和画面经由本服务器的中继传输，全程端到端加密。',
      'relay-tcp': '有一方的网络不允许 UDP，声音和画面改用 TCP 经由本服务器的中继传输，可能略有延迟。',
      'relay-tls': '有一方的网络只放行 443 端口，声音和画面经由本服务器的中继从该端口传输，可能略有延迟。',
    },
    remove: '移出',
    removePerson: (name) => `移出 ${name}`,
    removeTitle: (name) => `要把 ${name} 移出通话吗？`,
    removeLead: '之后房间会被锁定，对方无法再用同一个链接进入。',
    refused: {
      lock: '无法锁定或解锁房间。',
      remove: '无法移出对方。',
    },
    announce: {
      joined: (names) => `${list.format(names)} 加入了通话。`,
      left: (names) => `${list.format(names)} 离开了通话。`,
      recovering: (names) => `正在恢复与 ${list.format(names)} 的连接。`,
      recovered: (names) => `与 ${list.format(names)} 的连接已恢复。`,
      locked: '房间已锁定。',
      unlocked: '房间已重新开放。',
    },
  },

  manners: {
    theme: '外观',
    themeIs: (theme) => `外观：${theme}`,
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  },

  over: {
    documentTitle: '通话已结束',
    title: {
      left: '你已离开通话',
      ended: '通话已为所有人结束',
      removed: '你已被移出通话',
      replaced: '通话已转到别处',
      expired: '你已不在通话中',
    },
    lead: {
      left: '摄像头和麦克风已关闭。',
      ended: '房主结束了通话。摄像头和麦克风已关闭。',
      removed: '房主把你移出了房间。摄像头和麦克风已关闭。',
      replaced: '同一个座位已在另一个窗口或页面中使用。这里的摄像头和麦克风已关闭。',
      expired: '与服务器断开的时间太长，而房间现已锁定或已满。你可以尝试重新加入。',
    },
    rejoin: { left: '重新加入', ended: '重新开始', replaced: '在这里继续', expired: '重新加入' },
  },

  unsupported: {
    documentTitle: '这里无法通话',
    title: {
      'insecure-context': '本页面需要 HTTPS',
      'no-webrtc': '这个浏览器无法通话',
      'in-app': '请在浏览器中打开此链接',
      'load-failed': '通话页面没有加载成功',
    },
    lead: {
      'insecure-context': '浏览器只允许通过安全连接打开的页面使用摄像头、麦克风和加密功能。',
      'no-webrtc': '它缺少承载通话的 WebRTC 功能。应用内置的浏览器常常如此。',
      'in-app': '这个应用内置的浏览器无法通话，手机自带的浏览器可以。',
      'load-failed': '页面的一部分没有收到：网络中断，或者服务器刚刚升级。',
    },
    wayOut: {
      'insecure-context': '请在地址前加上 https:// 再打开：',
      'no-webrtc':
        '请用 Chrome、Edge、Firefox 或 Safari 打开此链接。在聊天应用中，请在菜单里选择“在浏览器打开”。',
      'in-app': '也可以复制链接，粘贴到浏览器的地址栏中打开：',
      'load-failed': '请刷新页面。如果仍然打不开，请检查网络连接。',
    },
    inApp: inAppZhCn,
    operator:
      '你是服务器的管理者吗？请用 ./scripts/up --https 启动。在服务器本机上，也可以使用 http://localhost。',
    openSecure: '用 HTTPS 打开',
    reload: '刷新页面',
    address: '本页地址',
  },

  media: mediaZhCn,
  devices: devicesZhCn,

  refusals: {
    'bad-request': '服务器无法识别本页面的请求。请刷新页面后重试。',
    version: '服务器已更新。请刷新页面，然后重新加入。',
    full: '房间已满。请等有人离开后再试，或新建一个通话。',
    locked: '房间已锁定。请联系邀请你的人让你进入，然后重试。',
    expired: '房间里的座位已不再保留。请重新加入。',
    'not-locked': '房间没有锁定，可以直接加入。',
    'not-in-room': '你目前不在这个房间里。',
    'not-owner': '只有房主可以这样做。',
    'password-needed': '这个房间还没有打开。请等邀请你的人进入后再加入，或用密码打开房间。',
    'wrong-password': '密码不正确。请检查后重试。',
    'unknown-peer': '对方已经离开。',
    away: '对方目前与服务器断开了连接。',
    'too-large': '内容太大，无法发送。',
    'rate-limited': '操作过于频繁。请稍等片刻再试。',
    unavailable: '服务器目前无法接受更多通话。请一分钟后再试。',
  },

  unreachable: '服务器没有响应。请检查网络连接，然后重试。',
} satisfies Texts;
