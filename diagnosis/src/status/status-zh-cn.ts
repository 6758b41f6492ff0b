import type { StatusTexts } from './status-texts.ts';

const nothing = null;

export const statusZhCn: StatusTexts = {
  allWell: '一切正常。',
  parts: {
    service: '信令服务',
    relay: '中继',
    certificate: '证书',
    edge: '入口（HAProxy）',
    proxy: '前置网页服务器（Caddy）',
    keeper: 'keeper',
  },
  relayBy: ({ transport, port }) => `中继，${transport.toUpperCase()} ${port}`,
  codes: {
    'service-ready': { sentence: '服务正常，可以接通通话。', cure: nothing },
    'service-starting': { sentence: '服务正在启动。', cure: '请等几秒钟。' },
    'service-draining': {
      sentence: '服务正在停止，不再接受新的通话。',
      cure: '如果不是有人停止了它，请重新启动：./scripts/up。',
    },
    'relay-ok': { sentence: '中继能传送数据。', cure: nothing },
    'relay-unknown': { sentence: '尚未检测中继。', cure: '请等半分钟，检测会一直进行。' },
    'relay-not-probed': {
      sentence: '没有设置对中继的检测。',
      cure: '请在运行服务的地方设置 TURN_PROBE，或用浏览器打开 /test 测试。',
    },
    'certificate-good': { sentence: '证书有效。', cure: nothing },
    'certificate-internal': {
      sentence: '证书由本部署自己的机构签发：浏览器在信任它之前会发出警告。',
      cure: nothing,
    },
    'certificate-elsewhere': { sentence: '证书由另一台网页服务器管理，这里看不到。', cure: nothing },
    'certificate-unknown': { sentence: '这里不知道证书何时到期。', cure: nothing },
    'certificate-pending': { sentence: '正在申请证书；完成之前浏览器会发出警告。', cure: '请等一分钟。' },
    'certificate-expiring': {
      sentence: '证书将在几小时内到期，本应已经续期。',
      cure: '请看下面 keeper 的说明，以及日志：./scripts/burrow logs keeper。',
    },
    'certificate-fallback': {
      sentence: '没有浏览器信任的证书，目前使用的是临时证书。',
      cure: '原因见下面 keeper 的说明。',
    },
    'certificate-expired': {
      sentence: '证书已过期，浏览器会拒绝打开页面。',
      cure: '请看下面 keeper 的说明，以及日志：./scripts/burrow logs keeper。',
    },
    'edge-answers': { sentence: 'HAProxy 有回应。', cure: nothing },
    'edge-silent': {
      sentence: 'HAProxy 没有回应 keeper。',
      cure: '请查看日志：./scripts/burrow logs edge。启动停止的部分：./scripts/up。',
    },
    'proxy-passes': { sentence: '请求能通过前置网页服务器到达。', cure: nothing },
    'proxy-silent': {
      sentence: '几分钟来没有请求通过前置网页服务器到达。',
      cure: '请查看日志：./scripts/burrow logs caddy。启动停止的部分：./scripts/up。',
    },
    'keeper-well': { sentence: 'keeper 没有发现问题。', cure: nothing },
    'keeper-problem': { sentence: 'keeper 发现了问题。', cure: nothing },
    'keeper-silent': {
      sentence: 'keeper 没有运行：通话不受影响，但证书和密钥不会更新。',
      cure: '请查看日志：./scripts/burrow logs keeper。启动停止的部分：./scripts/up。',
    },
    'keeper-unreadable': {
      sentence: '无法读取 keeper 的说明，它的版本不同。',
      cure: '请让各部分使用同一版本：./scripts/up。',
    },
  },
  keeperSays: (cause) => `keeper 报告：${cause}。`,
};
