import type { ReportTexts } from './en-report.ts';

/** Telling the operator of a call that went wrong, in Simplified Chinese. */
export const reportZhCn: ReportTexts = {
  open: '报告问题',
  title: '向本服务器的运营者报告问题',
  lead: '以下就是发送的全部内容，只有时间、状态和数字：没有姓名，没有地址，也没有通话内容。',
  comment: '出了什么问题？（可以不填）',
  contents: '发送的内容',
  send: '发送',
  sending: '正在发送……',
  outcome: {
    sent: '已发送，谢谢。',
    'too-many': '你所在的网络发送的报告太多了。请一小时后再试。',
    failed: '无法发送。请检查网络后重试。',
  },
  told: '有一个连接未能建立。已通知本服务器的运营者，不含姓名和地址。',
  loadFailed: '无法加载报告。请检查网络后重试。',
};
