import type { DiagnosisTexts } from './diagnosis-texts.ts';

/** What can be the matter, and what to do about it, in Simplified Chinese. */
export const causesZhCn: DiagnosisTexts['causes'] = {
  'all-well': {
    sentence: '试过的每一条中继线路都能传输数据。',
    person: '无需任何处理。',
    operator: '无需任何处理。',
  },
  'certificate-expiring': {
    sentence: '一切正常，但服务器的证书几小时后就要到期，本该已经续期。',
    person: '暂时无需处理，请告知服务器管理员。',
    operator: '请查明续期失败的原因：./scripts/burrow status 和 keeper 的日志会用一句话说明。',
  },
  'udp-port-blocked': {
    sentence: '有一个 UDP 端口没有回应，通话会改用另一个，质量不受影响。',
    person: '无需任何处理。',
    operator:
      '如果其他网络正常，问题就在这个网络，无需处理。如果所有网络都这样，请在服务商和主机的防火墙中放行 3478/udp 和 443/udp。',
  },
  'udp-blocked': {
    sentence: 'UDP 到不了中继，声音和画面改走网页所用的线路（TCP，通常是 443 端口），可能略有延迟。',
    person: '现在就可以通话。想更流畅，请换一个网络，或请网络管理员放行到 3478 和 443 端口的 UDP。',
    operator:
      '如果其他网络正常，问题就在这个网络，无需处理。如果所有网络都这样，请在服务商和主机的防火墙中放行 3478/udp 和 443/udp。',
  },
  'only-443': {
    sentence: '这个网络只放行 443 端口，通话会走这个端口。',
    person: '现在就可以通话。想更流畅，请换一个网络，例如手机热点。',
    operator:
      '如果其他网络正常，无需处理。如果所有网络都这样，请在服务商和主机的防火墙中放行 3478/udp 和 3478/tcp。',
  },
  'turns-blocked': {
    sentence: '网页能打开，但同样使用 TLS 的中继线路不通。通话会改走 UDP。',
    person: '只要 UDP 畅通，就无需处理。常见原因是检查加密流量的软件或防火墙，或者打开网页时曾跳过证书警告。',
    operator:
      '请用一个全新的浏览器打开网址，看是否有证书警告：证书不受信任也会这样。如果没有警告，问题就在这个网络。另外，Firefox 只在使用域名时才通过 TLS 连接中继，直接用 IP 地址时不会。',
  },
  'some-ways-fail': {
    sentence: '至少有一条中继线路能传输数据，但另一些不行，而且不符合任何常见情形。',
    person: '无需任何处理。如果通话卡顿，请换一个网络试试。',
    operator:
      '请查看失败的几行，并与其他网络比较：到处都失败的，问题在服务器一侧，多半是防火墙没有放行某个端口。',
  },
  'one-family-fails': {
    sentence: 'IPv4 和 IPv6 之中有一种连不上中继（只有其中一种的网络都是如此），另一种能正常传输数据。',
    person: '无需任何处理。',
    operator:
      '如果在所有网络上都是 IPv6 连不上，说明域名的 AAAA 记录指向了中继没有应答的地址：请让中继在该地址应答，或删除这条记录。',
  },
  lossy: {
    sentence: '中继能传输数据，但途中丢失很多，通话会卡顿。',
    person: '请靠近 Wi-Fi、改用网线、暂停大文件下载，或换一个网络。',
    operator: '如果所有网络都这样，请检查主机的带宽是否占满，或 TURN_MAX_MBIT 是否设得太低。',
  },
  'server-check-fails': {
    sentence: '从这里经中继可以传输数据，但服务器自检的结果却是不通。',
    person: '无需任何处理。',
    operator:
      '请一分钟后再看：中继可能刚刚恢复。如果一直这样，说明自检找错了地方：请检查 TURN_PROBE 和 signaling 的日志。',
  },
  'certificate-expired': {
    sentence: '服务器的证书已经过期。',
    person: '请先确认这台设备的时钟准确。如果准确，请告知服务器管理员。',
    operator: '请续期：./scripts/burrow status 和 keeper 的日志会用一句话说明为什么没有续期。',
  },
  'certificate-untrusted': {
    sentence: 'TLS 线路出示的证书不可信，因此没有使用这条线路。',
    person: '如果有软件或防火墙在检查加密流量，请换一个网络。否则请告知服务器管理员。',
    operator:
      '请使用浏览器信任的证书，并包含完整的证书链（fullchain.pem）：./scripts/burrow status 会说明为什么没有可信的证书。',
  },

  offline: {
    sentence: '网页和中继都没有回应：要么这台设备没有联网，要么服务器不在线。',
    person: '请看看其他网站能否打开。如果能，请等一分钟再试；仍然不行，请告知服务器管理员。',
    operator: '请用 docker compose ps 查看服务是否在运行，并确认域名指向这台服务器。',
  },
  'page-silent': {
    sentence: '服务器的网页没有回应，但服务器的其他部分有回应。',
    person: '请等一分钟再测试。如果仍然这样，请告知服务器管理员。',
    operator:
      '请用 docker compose ps 查看 edge、caddy 和 signaling 是否在运行，并确认网址能打开且没有证书警告。',
  },
  'websocket-failed': {
    sentence: '网页有回应，但用来建立通话的连接（WebSocket）无法打开。',
    person: '请关闭会过滤网页的 VPN、代理或浏览器扩展，或换一个网络，例如手机热点。',
    operator:
      '如果所有网络都这样：前面自备的反向代理必须转发 WebSocket，并且打开网页所用的地址必须在 ALLOWED_ORIGINS 允许的范围内。',
  },
  'rate-limited': {
    sentence: '来自这里的请求太多，服务器没有给出测试用的凭据。',
    person: '请等一分钟再测试。',
    operator:
      '如果所有人都被要求等待，说明在服务器看来所有访客都来自同一个地址：请把前面的代理写入 TRUSTED_PROXIES。',
  },
  password: {
    sentence: '这台服务器只向知道密码的人提供测试用的凭据。',
    person: '请输入这台服务器的密码，或向服务器管理员索要测试链接。',
    operator: '请告知对方 CREATE_PASSWORD，或者生成一个测试链接，用它测试不需要密码。',
  },
  'credentials-refused': {
    sentence: '服务器没有给出测试用的凭据，因此无法测试中继。',
    person: '请重新测试。如果你是通过测试链接打开的，链接可能已经失效，请索要新的链接。',
    operator: '请生成新的测试链接。如果仍然这样，请查看 signaling 的日志。',
  },

  'no-relay': {
    sentence: '这台服务器没有提供中继，通话的人只能直接相连，否则就无法接通。',
    person: '在这里无法解决，请告知服务器管理员。',
    operator: '请配置中继：没有中继，身处严格网络中的人永远无法接通。',
  },
  'not-tried': {
    sentence: '中继给出了地址，但没有经过它发送数据，因此还不知道它能否传输。',
    person: '请重新测试，并等到测试结束。',
    operator: '只有地址证明不了什么：请让测试真正发送数据。',
  },
  unfinished: {
    sentence: '测试提前结束了，当时中继还没有回应，也还没有超时。',
    person: '请重新测试，在测试结束之前保持页面打开并停留在前台。',
    operator: '请让对方重新测试一次。',
  },
  contradiction: {
    sentence: '测试看到的情况互相矛盾，很可能是测试期间有什么发生了变化。',
    person: '请等一分钟再测试。',
    operator: '请让对方重新测试一次。如果仍然这样，请查看 turn 和 signaling 在这个时间的日志。',
  },

  'relay-blocked': {
    sentence: '中继本身正常，但从这个网络走任何一条线路都得不到回应。',
    person: '请换一个网络（例如手机热点），关闭 VPN，或请网络管理员允许服务器的 443 端口传输网页以外的内容。',
    operator:
      '请换一个网络测试。如果所有网络都这样，请在服务商和主机的防火墙中放行 3478/udp、443/udp 和 443/tcp，并确认证书受浏览器信任。',
  },
  'relay-silent': {
    sentence: '走任何一条线路都得不到中继的回应，还不知道问题出在中继还是这个网络。',
    person: '请换一个网络试试，例如手机热点。如果还是这样，请告知服务器管理员。',
    operator:
      '请检查 turn 是否在运行、端口是否放行。设置 TURN_PROBE 之后，服务器会自行检查中继，就能分清是哪一种情况。',
  },
  'no-allocation': {
    sentence: '网络能传输数据包，但中继没有给出地址，而这个浏览器不说明原因。',
    person: '请用 Chrome、Edge 或 Chromium 重新测试，它们会说明原因。',
    operator: '请用 Chromium 测试，它会显示错误代码。最常见的是凭据被拒（401）或超出配额（486）。',
  },
  'bytes-lost': {
    sentence: '中继给出了地址，但经过它发送的数据一点也没有回来，而服务器的自检却正常。',
    person: '请重新测试。如果仍然这样，请关闭 VPN 或换一个网络。',
    operator:
      '如果所有网络都这样：请检查是否有包过滤规则或 guard 丢弃了中继发出的数据，以及 TURN_MAX_MBIT 是否设得太低。',
  },
  'relay-timeout': {
    sentence: '服务器的中继完全没有回应。',
    person: '在这里无法解决，请告知服务器管理员。',
    operator:
      'coturn 没有回应：请检查它是否在运行，以及包过滤规则是否丢弃了发往 TURN_PROBE 所列位置的数据包。',
  },
  'relay-unauthorized': {
    sentence: '中继不接受服务器为它生成的凭据。',
    person: '请一分钟后重新测试。如果仍然这样，请告知服务器管理员。',
    operator:
      'coturn 不接受我们的凭据（401）：请检查它的 turn_secret 表中是否有 TURN_SECRET 的密钥、realm 是否一致，以及双方的时钟是否一致。',
  },
  'relay-forbidden': {
    sentence: '中继不接受新的通话：可能即将重启，也可能配置有误。',
    person: '请几分钟后重新测试。如果仍然这样，请告知服务器管理员。',
    operator:
      'coturn 拒绝请求（403）：要么正在重启前停止接受新的通话，要么 allowed-peer-ip 没有包含它自己的中继地址；请检查 external-ip 和 relay-ip。',
  },
  'relay-quota': {
    sentence: '中继不再给出地址，因为已被占用的太多。',
    person: '请关闭其他正在通话或测试的标签页，等十分钟再测试。',
    operator: 'coturn 没有可分配的名额（486）：请检查 user-quota 和 total-quota，以及是谁占用了这么多。',
  },
  'relay-capacity': {
    sentence: '中继的端口用完了：同时使用的人太多。',
    person: '请稍后重新测试。如果仍然这样，请告知服务器管理员。',
    operator: 'coturn 没有可用的中继端口（508）：请扩大 min-port 到 max-port 的范围。',
  },
  'relay-no-bytes': {
    sentence: '中继给出了地址，但数据无法从一个地址传到另一个。',
    person: '在这里无法解决，请告知服务器管理员。',
    operator:
      'coturn 给出了地址，却无法在地址之间传输数据：请检查 coturn 发往自己中继地址的数据包是否被丢弃，以及 external-ip 是否正确。',
  },
  'relay-name': {
    sentence: '服务器找不到自己的中继：中继没有运行，或者名称有误。',
    person: '请告知服务器管理员，在这里无法解决。',
    operator: 'TURN_PROBE 中的主机名没有对应的地址：请检查 coturn 是否在运行，以及名称是否拼写正确。',
  },
  'relay-certificate': {
    sentence: '中继出示的证书与它的名称不符，或者不在有效期内。',
    person: '在这里无法解决，请告知服务器管理员。',
    operator:
      '中继 TLS 端口上的证书已过期、尚未生效，或者与中继地址中的名称不符：请检查证书是否已续期、DOMAIN 是否正确，以及主机的时钟是否准确。',
  },
  'relay-other': {
    sentence: '中继返回了一个未知的错误。',
    person: '请一分钟后重新测试。如果仍然这样，请把下面几行的内容告知服务器管理员。',
    operator: 'coturn 返回了 Burrow 没有预料到的错误：请查看它在这个时间的日志。',
  },
};
