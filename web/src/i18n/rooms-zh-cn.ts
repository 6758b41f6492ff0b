import type { roomsEn } from './rooms-en.ts';

export const roomsZhCn: typeof roomsEn = {
  entry: {
    ask: '请求进入',
    askAgain: '再次请求',
    cancel: '不再等待',
    nameHint: '房主会看到你的名字；名字经过加密，服务器无法读取。',
    title: '正在等待进入',
    state: {
      idle: '房间已锁定。你可以请房主让你进入。',
      asking: '正在敲门……',
      waiting: '已通知房主。房主同意后，你会自动加入通话。',
      unheard: '目前没有能让你进入的人在通话中。你可以继续等：他们回来后会收到通知。',
      declined: '房主没有同意你进入。',
      expired: '没有人回应。你可以再次请求。',
      failed: '请求没有成功。请稍等片刻再试。',
    },
  },
  visitors: {
    asks: (name) => `${name} 请求进入。`,
    more: (count) => `还有 ${count} 人在等待。`,
    admit: '同意',
    admitPerson: (name) => `同意 ${name} 进入`,
    decline: '拒绝',
    declinePerson: (name) => `拒绝 ${name} 进入`,
    refused: '无法回应这个请求。',
  },
  owner: {
    tools: '房主',
    toolsName: '房主工具',
    title: '房主工具',
    handOver: '移交房间',
    handOverLead:
      '你选择的人将成为房主，可以锁定房间、同意他人进入、移出成员和结束通话。你不再是房主，这个浏览器也会忘记房间的密钥。',
    handOverTo: '新房主',
    nobody: '目前没有其他人可以接手。',
    end: '结束通话',
    endLead: '包括你在内，所有人都会立即离开通话。之后仍可用同一个链接开始新的通话。',
    endForEveryone: '为所有人结束通话',
    endConfirm: '确定为所有人结束',
    refused: { handOver: '无法移交房间。', end: '无法结束通话。' },
    news: {
      given: '你已移交房间，不再是房主。',
      received: '你现在是这个房间的房主。',
    },
  },
  qr: {
    show: '二维码',
    label: '邀请链接的二维码',
    hint: '用手机摄像头扫描。',
    failed: '二维码加载失败。请改为复制链接。',
  },
  codeStrength: {
    weak: '口令较弱：有心人多试几次就能猜到。请再加几个互不相关的词。',
    fair: '口令一般：能挡住陌生人，但挡不住执意要进来的人。“新建通话”生成的链接没有人能猜到。',
    strong: '口令很强：只要只告诉想见的人，就很难被猜到。',
  },
  recent: {
    title: '最近的房间',
    remember: '在这个浏览器中记住房间',
    privacy: '链接和口令只保存在这个浏览器里，不会传到别处。使用这个浏览器的人都能看到。',
    none: '之后加入的房间会列在这里。',
    own: '你的房间',
    guest: '受邀加入的房间',
    forget: '忘记',
    forgetRoom: (room) => `忘记：${room}`,
    forgetAll: '全部忘记',
  },
  update: {
    ready: '页面有新版本。方便时刷新即可：刷新后会回到通话中。',
    reload: '刷新',
  },
};
