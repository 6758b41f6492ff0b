import type { CallTexts } from './en-call.ts';
import { qualityZhCn } from './zh-cn-quality.ts';
import { stageZhCn } from './zh-cn-stage.ts';

const number = new Intl.NumberFormat('zh-CN');
const list = new Intl.ListFormat('zh-CN', { type: 'conjunction' });

export const callZhCn: CallTexts = {
  stage: stageZhCn,
  quality: qualityZhCn,

  company: {
    share: '共享',
    stop: '停止',
    shareScreen: '共享屏幕',
    stopSharing: '停止共享',
    endScreen: '结束屏幕共享',
    yourScreen: '你的屏幕（其他人看到的画面）',
    screenOf: (name) => `${name} 的屏幕`,
    fullscreen: (name) => `全屏查看：${name}`,
    content: {
      label: '共享画面以什么为主',
      detail: '文字清晰',
      motion: '视频流畅',
      explained: {
        detail: '每个字都清楚，动态画面可能不够流畅。',
        motion: '适合视频和游戏，小字可能不够清晰。',
      },
    },
    screenProblems: {
      system: '系统不允许此浏览器录制屏幕。请在系统设置的“隐私”里打开“屏幕录制”权限，然后重启浏览器。',
      failed: '无法共享屏幕。请重试，或选择其他窗口。',
    },
    panel: '聊天与成员',
    panelFailed: '页面的这一部分没有加载成功。请检查网络连接，然后重新打开。',
    chat: '聊天',
    unread: (count) => `${number.format(count)} 条未读`,
    messages: '消息',
    message: '发消息给所有人',
    send: '发送',
    noMessages: '消息在浏览器之间直接传送，不会保存，通话结束后即消失；之后加入的人看不到。',
    chatProblems: {
      empty: '请先输入消息。',
      'too-long': '消息太长，请分几条发送。',
      'too-fast': '发送得太快了，请稍等片刻再发。',
      alone: '其他人还没到，没有人能看到消息。',
    },
    waitingFor: (names) => `正在发给 ${list.format(names)}`,
    missedBy: (names) => `${list.format(names)} 没有收到`,
    people: '成员',
    whoIsHere: (people) => `成员：${people}`,
    microphoneOn: '麦克风已打开',
    cameraOn: '摄像头已打开',
    sharing: '正在共享屏幕',
    handRaised: '已举手',
    handAt: (place) => `已举手，第 ${number.format(place)} 位`,
    hand: '举手',
    raiseHand: '举手',
    lowerHand: '放下手',
    react: '表情',
    reactions: {
      '👍': '赞',
      '👏': '鼓掌',
      '❤️': '爱心',
      '😂': '大笑',
      '😮': '惊讶',
      '🎉': '庆祝',
    },
    announce: {
      hand: (name) => `${name} 举手了。`,
      shares: (name) => `${name} 开始共享屏幕。`,
      sharesNoMore: (name) => `${name} 停止了共享。`,
      reaction: (name, reaction) => `${name}：${reaction}。`,
      message: (name, text) => `${name} 发来消息：${text}`,
    },
  },
};
