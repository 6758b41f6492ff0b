import type { SdpCodec, SdpExtension, SdpFeedback, SdpTopic } from '../trickle/sdp-topics.ts';

/** An explanation, which may speak of the words of the line's value. */
export type SdpExplanation = string | ((...words: string[]) => string);

/** What each line of an offer says. */
export const sdpEn = {
  topics: {
    v: 'Version of SDP, which is always 0.',
    o: (_name, id = '', version = '') =>
      `Origin: names this session (${id}) and counts its descriptions (${version}). Browsers write no real address here.`,
    s: 'Name of the session; “-” stands for none.',
    t: 'Begin and end of the session; “0 0” is unlimited.',
    c: 'Connection address. Browsers write 0.0.0.0: the real ones are the candidates.',
    b: 'Bandwidth that this end would like at most.',
    m: (kind = '', port = '', protocol = '', ...formats) =>
      `Begins a section of ${kind} over ${protocol}, with ${formats.length === 1 ? '1 format' : `${formats.length} formats`} in the order of preference. Port ${port} says ${port === '0' ? 'that it goes by the way of another section (see bundle-only), or that it is refused' : port === '9' ? 'nothing: ICE decides' : 'where the first candidates lead'}.`,
    group: (kind = '', ...mids) =>
      kind === 'BUNDLE'
        ? `The sections ${mids.join(', ')} share one connection: fewer ports, faster start.`
        : `Groups the sections ${mids.join(', ')} (${kind}).`,
    'extmap-allow-mixed': 'Header extensions of one byte and of two may be mixed.',
    'msid-semantic': 'How media streams are named (an older line; WMS: WebRTC media stream).',
    'ice-ufrag':
      'User name of this ICE session: tells checks of this call from others. It changes with each ICE restart.',
    'ice-pwd':
      'Password of this ICE session: proves that a check comes from the other end. Made for this call alone.',
    'ice-options': (...options) =>
      options.includes('trickle')
        ? 'Trickle: more candidates may follow after this description.'
        : `Options of ICE: ${options.join(', ')}.`,
    'ice-lite': 'This end has a public address and only answers checks.',
    fingerprint: (method = '') =>
      `Fingerprint (${method}) of the certificate of this end. Whoever answers with another certificate is not who wrote this.`,
    setup: (role = '') =>
      role === 'actpass'
        ? 'Who begins encryption (DTLS): this end leaves the choice to the other.'
        : `Who begins encryption (DTLS): this end is ${role}.`,
    'tls-id': 'Names the DTLS association.',
    mid: (mid = '') => `Name of this section: “${mid}”.`,
    'bundle-only': 'This section only exists if it may share the connection of the first.',
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
      `A candidate: ${type}, ${protocol.toLowerCase()}, ${address} port ${port}, component ${component}, foundation ${foundation}.`,
    'end-of-candidates': 'No more candidates will follow.',
    extmap: (id = '') => `Header extension number ${id}: additional facts in each packet.`,
    sendrecv: 'Both directions: this end sends and receives.',
    sendonly: 'This end only sends.',
    recvonly: 'This end only receives.',
    inactive: 'Nothing flows in this section.',
    msid: 'Stream and track to which this section belongs.',
    rtcp: 'Address for RTCP, the reports about media; without meaning where rtcp-mux is used.',
    'rtcp-mux': 'Media and the reports about it share one port.',
    'rtcp-mux-only': 'Media and reports share one port; nothing else is offered.',
    'rtcp-rsize': 'Reports may be shortened.',
    'rtcp-xr': 'Extended reports, such as the round trip as the receiver measures it.',
    rtpmap: (id = '', format = '') => `Format number ${id} is ${format}.`,
    'rtcp-fb': (id = '') =>
      `What a receiver may ask back for ${id === '*' ? 'all formats' : `format ${id}`}.`,
    fmtp: (id = '', ...parameters) =>
      /^apt=/.test(parameters[0] ?? '')
        ? `Format ${id} sends packets of format ${parameters[0]?.slice('apt='.length)} again.`
        : `Parameters of format ${id}.`,
    ssrc: (id = '') => `Names a source of packets (${id}): all packets with this number belong together.`,
    'ssrc-group': (kind = '') =>
      kind === 'FID'
        ? 'The second source repeats lost packets of the first.'
        : `Sources that belong together (${kind}).`,
    rid: 'Name of one of several qualities of the same video.',
    simulcast: 'The same video is sent in several qualities at once.',
    ptime: 'Milliseconds of sound in one packet.',
    maxptime: 'At most so many milliseconds of sound in one packet.',
    'sctp-port': (port = '') =>
      `Port of data channels inside of the encrypted connection (${port}); nothing to open in a firewall.`,
    sctpmap: 'Port and number of data channels (an older line).',
    'max-message-size': (bytes = '') =>
      `The largest message of a data channel that this end takes: ${bytes} bytes.`,
    'other-attribute': 'An attribute that this page does not know. Who does not know one skips it.',
    'other-line': 'Not a line that WebRTC uses.',
  } satisfies Readonly<Record<SdpTopic, SdpExplanation>> as Readonly<Record<SdpTopic, SdpExplanation>>,
  codecs: {
    opus: 'Opus, the usual codec for sound.',
    red: 'RED sends earlier packets again with each, against loss.',
    g722: 'G.722, sound of telephone systems in better quality.',
    pcmu: 'G.711 µ-law, the sound of telephones.',
    pcma: 'G.711 A-law, the sound of telephones.',
    cn: 'Comfort noise for silence.',
    'telephone-event': 'Tones of telephone keys (DTMF).',
    vp8: 'VP8, a video codec that every browser has.',
    vp9: 'VP9, a video codec: better pictures from the same bandwidth than VP8.',
    h264: 'H.264, a video codec that most devices have in hardware.',
    h265: 'H.265 (HEVC), a video codec in hardware.',
    av1: 'AV1, the newest video codec: best pictures from the same bandwidth, at the price of computing.',
    rtx: 'Carries packets that were lost, once more.',
    ulpfec: 'Error correction: lost packets can be computed from others.',
    'flexfec-03': 'Error correction: lost packets can be computed from others.',
  } satisfies Readonly<Record<SdpCodec, string>>,
  extensions: {
    'ssrc-audio-level': 'How loud the packet is, so that nobody has to decode it to know who speaks.',
    'csrc-audio-level': 'How loud each of those is who were mixed into the packet.',
    'abs-send-time': 'When the packet was sent, to estimate bandwidth.',
    'abs-capture-time': 'When picture or sound was captured.',
    toffset: 'How long after capture the packet was sent.',
    'transport-wide-cc-extensions-01': 'Counts packets of all streams, to estimate bandwidth.',
    'sdes:mid': 'Says in the packet to which section it belongs.',
    'sdes:rtp-stream-id': 'Says in the packet which quality of the video it is.',
    'sdes:repaired-rtp-stream-id': 'Says which quality of the video a repeated packet repairs.',
    'video-orientation': 'How the camera is turned.',
    'playout-delay': 'How long the receiver should hold the picture back.',
    'video-content-type': 'Whether the picture is a screen or a camera.',
    'video-timing': 'When a picture was captured, encoded and sent.',
    'color-space': 'How colours are to be understood.',
  } satisfies Readonly<Record<SdpExtension, string>>,
  feedback: {
    nack: 'Lost packets are named, to be sent again.',
    'nack pli': 'Asks for a whole picture after loss.',
    'ccm fir': 'Asks for a whole picture, such as for somebody new.',
    'goog-remb': 'Tells how much bandwidth the receiver estimates.',
    'transport-cc': 'Tells when each packet arrived, so that the sender estimates bandwidth.',
    rrtr: 'Time of the receiver, to measure the round trip.',
  } satisfies Readonly<Record<SdpFeedback, string>>,
};

export type SdpTexts = typeof sdpEn;
