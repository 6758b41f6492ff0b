import type { DiagnosisTexts } from './diagnosis-texts.ts';
import { causesZhCn } from './zh-cn-causes.ts';

const LOCALE = 'zh-CN';
const number = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const megabits = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const TRANSPORTS = { udp: 'UDP', tcp: 'TCP', tls: 'TLS' };
const FAMILIES = { ipv4: '（IPv4）', ipv6: '（IPv6）' };

/** Beyond it, days say more. */
const MOST_HOURS = 48;

function time(hours: number): string {
  return hours >= MOST_HOURS ? `${number.format(Math.floor(hours / 24))} 天` : `${number.format(hours)} 小时`;
}

/** A diagnosis in Simplified Chinese. */
export const textsZhCn: DiagnosisTexts = {
  outcomes: {
    works: '这个网络可以通话。',
    'works-limited': '这个网络可以通话，但有些限制。',
    fails: '在这个网络上，通话很可能无法接通。',
    unknown: '还无法判断这个网络能否通话。',
  },
  blames: {
    nobody: '没有需要解决的问题。',
    tester: '测试的人自己就能解决。',
    'guest-network': '需要在进行测试的网络中解决。',
    server: '需要在服务器一侧解决。',
    unknown: '换一个网络再测试，就能知道问题出在哪一边。',
  },
  causes: causesZhCn,
  findings: {
    'page-answers': () => '网页有回应。',
    'page-silent': () => '网页没有回应。',
    'websocket-open': () => '用来建立通话的连接（WebSocket）已打开。',
    'websocket-failed': () => '用来建立通话的连接（WebSocket）无法打开。',
    'websocket-not-tried': () => '没有测试用来建立通话的连接（WebSocket）。',
    'credentials-given': () => '服务器给出了中继的凭据。',
    'credentials-rate-limited': () => '请求太多，服务器没有给出凭据。',
    'credentials-password': () => '没有密码，服务器不给出凭据。',
    'credentials-refused': () => '服务器没有给出凭据。',
    'turn-carries': ({ roundTripMs, bitsPerSecond }) => {
      const figures = [
        ...(roundTripMs === undefined ? [] : [`往返 ${number.format(roundTripMs)} 毫秒`]),
        ...(bitsPerSecond === undefined ? [] : [`${megabits.format(bitsPerSecond / 1e6)} Mbit/s`]),
      ];
      return figures.length === 0 ? '能传输数据' : `能传输数据，${figures.join('，')}`;
    },
    'turn-loses': ({ lostPercent = 0 }) => `能传输数据，但丢失 ${number.format(lostPercent)}%`,
    'turn-no-bytes': () => '给出了地址，但传不了数据',
    'turn-not-tried': () => '给出了地址，但没有测试能否传输数据',
    'turn-unauthorized': () => '不接受凭据（401）',
    'turn-forbidden': () => '不接受新的通话（403）',
    'turn-quota': () => '不再给出地址（486）',
    'turn-capacity': () => '端口已用完（508）',
    'turn-refused': ({ stunCode = 0 }) => `拒绝请求，错误代码 ${stunCode}`,
    'turn-no-answer': () => '没有回应',
    'turn-bad-certificate': () => '出示的证书不可信',
    'turn-unfinished': () => '测试结束时仍未回应',
    'turn-contradiction': () => '测试结果自相矛盾',
    'udp-passes': () => '这个网络放行 UDP。',
    'udp-silent': () => '这个网络收不到任何 UDP 回应。',
    'nat-none': () => '没有路由器改变这台设备的端口，最适合直接相连。',
    'nat-same-for-all-ports': () => '路由器对所有目标使用同一个端口，有利于直接相连。',
    'nat-one-per-port': () => '路由器对每个目标使用不同的端口，很难直接相连，通话会走中继。',
    'server-relay-ok': () => '服务器自检：中继正常。',
    'server-relay-fails': ({ fault = 'other' }) =>
      `服务器自检：中继有问题。${causesZhCn[`relay-${fault}`].sentence}`,
    'server-relay-unknown': () => '服务器不知道自己的中继是否正常。',
    'server-not-asked': () => '没有向服务器询问中继自检的结果。',
    'certificate-good': ({ hoursLeft = 0 }) => `证书还有 ${time(hoursLeft)}到期。`,
    'certificate-expiring': ({ hoursLeft = 0 }) =>
      hoursLeft === 0 ? '证书将在一小时内到期。' : `证书只剩 ${time(hoursLeft)}就要到期。`,
    'certificate-expired': () => '证书已经过期。',
  },
  turnLine: ({ transport, port }, family, text) =>
    `${TRANSPORTS[transport]} ${port} 端口${family ? FAMILIES[family] : ''}：${text}`,
};
