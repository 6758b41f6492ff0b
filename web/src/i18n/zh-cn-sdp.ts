import type { SdpTexts } from './en-sdp.ts';

/** What each line of an offer says, in Simplified Chinese. */
export const sdpZhCn: SdpTexts = {
  topics: {
    v: 'SDP 的版本，总是 0。',
    o: (_name, id = '', version = '') =>
      `来源：标识此会话（${id}），并为其描述计数（${version}）。浏览器不在这里写真实地址。`,
    s: '会话名称；“-”表示没有。',
    t: '会话的开始和结束时间；“0 0”表示不限。',
    c: '连接地址。浏览器写 0.0.0.0：真正的地址是候选。',
    b: '本端希望的最大带宽。',
    m: (kind = '', port = '', protocol = '', ...formats) =>
      `开始一个 ${kind} 部分，使用 ${protocol}，按偏好顺序列出 ${formats.length} 种格式。端口 ${port} ${port === '0' ? '表示沿用另一部分的通路（见 bundle-only），或被拒绝' : port === '9' ? '没有意义：由 ICE 决定' : '是首批候选通向的地方'}。`,
    group: (kind = '', ...mids) =>
      kind === 'BUNDLE'
        ? `${mids.join('、')} 各部分共用一个连接：端口更少，启动更快。`
        : `将 ${mids.join('、')} 各部分编为一组（${kind}）。`,
    'extmap-allow-mixed': '一字节与两字节的头部扩展可以混用。',
    'msid-semantic': '媒体流的命名方式（较旧的写法；WMS 即 WebRTC 媒体流）。',
    'ice-ufrag': '此次 ICE 会话的用户名：用来区分本次通话与其他通话的检查。每次 ICE 重启都会更换。',
    'ice-pwd': '此次 ICE 会话的密码：证明检查来自对方。仅为本次通话生成。',
    'ice-options': (...options) =>
      options.includes('trickle')
        ? 'Trickle：此描述之后还会有更多候选。'
        : `ICE 选项：${options.join('、')}。`,
    'ice-lite': '本端有公网地址，只回应检查。',
    fingerprint: (method = '') => `本端证书的指纹（${method}）。谁用别的证书回应，谁就不是写下此描述的人。`,
    setup: (role = '') =>
      role === 'actpass'
        ? '由谁开始加密（DTLS）：本端让对方选择。'
        : `由谁开始加密（DTLS）：本端为 ${role}。`,
    'tls-id': '标识 DTLS 关联。',
    mid: (mid = '') => `此部分的名称：“${mid}”。`,
    'bundle-only': '只有能共用第一部分的连接时，此部分才存在。',
    candidate: (
      foundation = '',
      component = '',
      protocol = '',
      _priority = '',
      address = '',
      port = '',
      _typ = '',
      type = '',
    ) =>
      `一个候选：${type}，${protocol.toLowerCase()}，${address} 端口 ${port}，分量 ${component}，foundation ${foundation}。`,
    'end-of-candidates': '不会再有更多候选。',
    extmap: (id = '') => `第 ${id} 号头部扩展：每个数据包附带的信息。`,
    sendrecv: '双向：本端既发送也接收。',
    sendonly: '本端只发送。',
    recvonly: '本端只接收。',
    inactive: '此部分没有数据流动。',
    msid: '此部分所属的媒体流和轨道。',
    rtcp: 'RTCP（媒体报告）的地址；使用 rtcp-mux 时没有意义。',
    'rtcp-mux': '媒体与其报告共用一个端口。',
    'rtcp-mux-only': '媒体与报告共用一个端口，不提供其他方式。',
    'rtcp-rsize': '报告可以缩短。',
    'rtcp-xr': '扩展报告，例如由接收方测得的往返时间。',
    rtpmap: (id = '', format = '') => `第 ${id} 号格式是 ${format}。`,
    'rtcp-fb': (id = '') => `接收方可以就${id === '*' ? '所有格式' : `第 ${id} 号格式`}回传的请求。`,
    fmtp: (id = '', ...parameters) =>
      /^apt=/.test(parameters[0] ?? '')
        ? `第 ${id} 号格式重发第 ${parameters[0]?.slice('apt='.length)} 号格式的数据包。`
        : `第 ${id} 号格式的参数。`,
    ssrc: (id = '') => `标识一个数据包来源（${id}）：带此编号的数据包属于同一来源。`,
    'ssrc-group': (kind = '') =>
      kind === 'FID' ? '第二个来源重发第一个来源丢失的数据包。' : `属于一组的来源（${kind}）。`,
    rid: '同一视频多种质量之一的名称。',
    simulcast: '同一视频同时以多种质量发送。',
    ptime: '每个数据包中声音的毫秒数。',
    maxptime: '每个数据包中声音的最大毫秒数。',
    'sctp-port': (port = '') => `加密连接内部的数据通道端口（${port}）；无需在防火墙中开放。`,
    sctpmap: '数据通道的端口和数量（较旧的写法）。',
    'max-message-size': (bytes = '') => `本端接受的数据通道消息最大为 ${bytes} 字节。`,
    'other-attribute': '本页不认识的属性。不认识的一方会跳过它。',
    'other-line': 'WebRTC 不使用这样的行。',
  },
  codecs: {
    opus: 'Opus，常用的声音编码。',
    red: 'RED 在每个数据包中重发较早的内容，以抵御丢包。',
    g722: 'G.722，音质较好的电话系统声音。',
    pcmu: 'G.711 µ 律，电话的声音。',
    pcma: 'G.711 A 律，电话的声音。',
    cn: '静音时的舒适噪声。',
    'telephone-event': '电话按键音（DTMF）。',
    vp8: 'VP8，每个浏览器都有的视频编码。',
    vp9: 'VP9，同样带宽下画面优于 VP8 的视频编码。',
    h264: 'H.264，多数设备有硬件支持的视频编码。',
    h265: 'H.265（HEVC），由硬件支持的视频编码。',
    av1: 'AV1，最新的视频编码：同样带宽下画面最好，但计算量大。',
    rtx: '再次传送丢失的数据包。',
    ulpfec: '纠错：丢失的数据包可由其他数据包算出。',
    'flexfec-03': '纠错：丢失的数据包可由其他数据包算出。',
  },
  extensions: {
    'ssrc-audio-level': '数据包的音量，无需解码即可知道谁在说话。',
    'csrc-audio-level': '混入数据包的每个人的音量。',
    'abs-send-time': '数据包的发送时间，用于估算带宽。',
    'abs-capture-time': '画面或声音的采集时间。',
    toffset: '采集之后多久发送了数据包。',
    'transport-wide-cc-extensions-01': '为所有流的数据包计数，用于估算带宽。',
    'sdes:mid': '在数据包中说明它属于哪个部分。',
    'sdes:rtp-stream-id': '在数据包中说明它是视频的哪种质量。',
    'sdes:repaired-rtp-stream-id': '说明重发的数据包修复视频的哪种质量。',
    'video-orientation': '摄像头的旋转方向。',
    'playout-delay': '接收方应将画面延后多久。',
    'video-content-type': '画面是屏幕还是摄像头。',
    'video-timing': '画面的采集、编码和发送时间。',
    'color-space': '颜色的解释方式。',
  },
  feedback: {
    nack: '指出丢失的数据包，请求重发。',
    'nack pli': '丢包后请求完整的画面。',
    'ccm fir': '请求完整的画面，例如为新加入的人。',
    'goog-remb': '告知接收方估算的带宽。',
    'transport-cc': '告知每个数据包的到达时间，由发送方估算带宽。',
    rrtr: '接收方的时间，用于测量往返时间。',
  },
};
