import type { StatusTexts } from './en-status.ts';

const LOCALE = 'zh-CN';
const number = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const time = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const clockTime = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'medium' });

/** The page for whoever runs the server, in Simplified Chinese. */
export const statusZhCn: StatusTexts = {
  documentTitle: '状态',
  signIn: {
    title: '本服务器的状态',
    lead: '此页面供服务器的运营者使用。',
    how: '在服务器上运行下面的命令，然后在任意设备上打开它给出的链接：',
    command: './scripts/burrow status --link',
    orToken: '如果你设置过 OPERATOR_TOKEN，也可以用这个运营者令牌登录。',
    label: '运营者令牌',
    keep: '在此标签页中保持登录',
    keepHint: '直到关闭标签页，最长十二小时。',
    submit: '登录',
    working: '正在登录……',
    problems: {
      unauthorized: '这不是本服务器的运营者令牌。',
      expired: '此链接已被使用，或已超过十分钟。请重新生成一个。',
      'no-operator-token': '本服务器没有运营者令牌。请设置 OPERATOR_TOKEN 并重新启动。',
      'rate-limited': '你所在的网络输错令牌的次数太多。请等一分钟。',
      unreachable: '服务器没有回应。请检查网络后重试。',
      'session-over': '登录已失效：时间已到，或服务器已重新启动。',
    },
  },
  stale: '服务器没有回应。显示的是之前的内容，页面会自动重试。',
  asOf: (at) => `更新于 ${clockTime.format(at)}，页面会自动刷新。`,
  loading: '正在询问服务器……',
  parts: '各部分',
  whatToDo: '怎么办',
  now: {
    title: '当前',
    rooms: () => '个房间开着',
    people: () => '人在线',
    waiting: '人在门外等候',
    uptime: '前启动服务',
  },
  duration: (ms) => {
    const minutes = Math.floor(ms / 60_000);
    if (minutes < 60) return `${whole.format(minutes)} 分钟`;
    const hours = Math.floor(minutes / 60);
    return hours < 48 ? `${whole.format(hours)} 小时` : `${whole.format(Math.floor(hours / 24))} 天`;
  },
  time: (at) => time.format(at),
  clockTime: (at) => clockTime.format(at),
  paths: {
    title: '通话所走的路径',
    none: '还没有页面报告通话所走的路径。',
    names: {
      direct: '直连',
      'relay-udp': '经 UDP 中继',
      'relay-tcp': '经 TCP 中继',
      'relay-tls': '经 443 端口中继',
    },
    count: (count, share) => `${whole.format(count)}（${whole.format(share * 100)}%）`,
  },
  relays: {
    roundTrip: (ms) => `往返 ${number.format(ms)} 毫秒`,
    probedAt: (at) => `检测于 ${at}`,
    notHandedOut: '检测失败期间不提供给页面',
  },
  certificate: {
    title: '证书',
    kind: '来源',
    kinds: {
      trusted: '公共证书机构',
      own: '你自己的文件',
      fallback: '无，暂用临时证书',
      internal: '本部署自己的证书机构',
      none: '尚未生成',
      proxy: '前置网页服务器',
    },
    names: '适用于',
    expires: '有效期至',
    expiresIn: (at, left) => `${time.format(at)}（还有 ${left}）`,
    expired: (at) => `${time.format(at)}，已过期`,
    notKnown: '未知',
  },
  addresses: {
    title: '本机的地址',
    url: '页面',
    decided: '使用',
    asked: '询问过的来源',
    nothing: '没有找到',
    failed: (why) => `没有回应：${why}`,
    ports: '需要在本机和服务商的防火墙中开放',
  },
  versions: {
    title: '版本',
    page: '页面（构建号）',
    notKnown: '未知',
  },
  problems: {
    title: '最近的问题',
    none: '服务启动以来没有出现问题。',
    times: (count, first) => `自 ${time.format(first)} 起共 ${whole.format(count)} 次`,
  },
  guests: {
    title: '访客测试链接',
    lead: '把链接发给别人，就能在这里看到他们所在的网络能否通话。',
    label: '给链接起个名称（可以不填）',
    make: '新建访客链接',
    making: '正在生成链接……',
    failed: '无法生成链接，请重试。',
    link: '访客链接',
    linkHint: (until) => `有效期至 ${time.format(until)}。打开链接的人按一下按钮即可开始测试。`,
    shareText: '请打开这个链接，测试你所在的网络能否通话。',
    none: '还没有访客链接。',
    noLabel: '未命名的链接',
    unused: (until) => `还没有人使用。有效期至 ${time.format(until)}。`,
    unusedOver: '没有人使用过，现已过期。',
    tested: (at, browser) => `${time.format(at)}，${browser}`,
    browsers: { chromium: 'Chromium', firefox: 'Firefox', safari: 'Safari', other: '其他浏览器' },
    verdict: (outcome, why) => `${outcome}${why}`,
    forThem: '对方可以这样做',
    forYou: '你可以这样做',
    results: '测试结果',
  },
  reports: {
    title: '通话报告',
    lead: '页面对不顺利的通话所作的报告：只有时间、状态和数字，没有姓名和地址。',
    none: '没有收到通话报告。',
    verdicts: {
      'nobody-met': '没有其他人加入',
      'never-connected': '始终未能接通',
      lost: '接通后断开',
      recovered: '断开一段时间后恢复',
      connected: '已接通',
    },
    causes: {
      'no-candidates': '浏览器找不到离开所在网络的途径',
      'relay-refused': '中继拒绝了请求',
      'relay-silent': '中继没有回应',
      'no-pair': '没有一对地址可以连通',
    },
    withCause: (verdict, cause) => `${verdict}：${cause}`,
    reasons: { 'link-given-up': '由页面自动发送', person: '由用户发送' },
    facts: (browser, version, build) =>
      [version === null ? browser : `${browser} ${String(version)}`, build === null ? '' : `构建号 ${build}`]
        .filter(Boolean)
        .join('，'),
    timeline: '时间线',
    dropped: (count) => `省略了更早的 ${whole.format(count)} 次变化。`,
    seconds: (ms) => `${number.format(ms / 1000)} 秒`,
    person: (peer) => `第 ${String(peer)} 人`,
    statuses: {
      connecting: '正在连接',
      connected: '已连接',
      recovering: '已断开，正在恢复',
      failed: '已放弃',
      gone: '已离开',
    },
    steps: {
      check: '再次询问',
      'ice-restart': '寻找其他路径',
      'relay-only': '只用中继',
      rebuild: '重新建立连接',
    },
    candidates: '候选地址',
    errors: '收集候选地址时的错误',
    pairs: '使用的地址对',
    comment: '用户的说明',
    rates: (sending, receiving) => `发送 ${sending}，接收 ${receiving}`,
    megabits: (bitsPerSecond) => `${number.format(bitsPerSecond / 1_000_000)} Mbit/s`,
    loss: (share) => `丢失 ${number.format(share * 100)}%`,
  },
  signOut: '退出登录',
  back: '返回',
};
