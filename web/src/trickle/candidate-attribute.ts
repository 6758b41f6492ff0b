/** One line of candidate-attribute (RFC 8839 §5.1), read. */
export interface CandidateAttribute {
  readonly foundation: string;
  /** 1: RTP, or everything where RTP and RTCP share a port. 2: RTCP. */
  readonly component: number;
  /** In lower case. */
  readonly protocol: string;
  readonly priority: number;
  readonly address: string;
  readonly port: number;
  readonly type: string;
  readonly relatedAddress: string | null;
  readonly relatedPort: number | null;
  /** RFC 6544 §4.5; null for UDP. */
  readonly tcpType: string | null;
  readonly usernameFragment: string | null;
}

/** Far above what any browser writes. */
const MAX_CHARACTERS = 1024;
const MAX_PRIORITY = 2 ** 32 - 1;
const MAX_PORT = 65_535;
const MAX_COMPONENT = 256;

const LINE =
  /^(?:a=)?candidate:([A-Za-z0-9+/]{1,32}) (\d{1,3}) (\S{1,16}) (\d{1,10}) (\S{1,255}) (\d{1,5}) typ (\S{1,16})((?: \S+ \S*)*)$/;

/** Takes the line with or without `a=` before it; null for anything that does not follow the grammar or its ranges. */
export function parseCandidateAttribute(text: string): CandidateAttribute | null {
  if (text.length > MAX_CHARACTERS) return null;
  const match = LINE.exec(text.trim());
  if (match === null) return null;
  const [, foundation = '', componentText, transport = '', priorityText, address = '', portText, type = ''] =
    match;
  const component = Number(componentText);
  const priority = Number(priorityText);
  const port = Number(portText);
  if (component < 1 || component > MAX_COMPONENT || priority > MAX_PRIORITY || port > MAX_PORT) return null;
  const extensions = readExtensions(match[8] ?? '');
  const relatedPort = extensions.get('rport');
  if (relatedPort !== undefined && !isPort(relatedPort)) return null;
  return {
    ...{ foundation, component, protocol: transport.toLowerCase(), priority, address, port, type },
    relatedAddress: extensions.get('raddr') ?? null,
    relatedPort: relatedPort === undefined ? null : Number(relatedPort),
    tcpType: extensions.get('tcptype') ?? null,
    usernameFragment: extensions.get('ufrag') ?? null,
  };
}

/** Names and values in turn; the first of a name counts. */
function readExtensions(text: string): ReadonlyMap<string, string> {
  const words = text.trim().split(' ');
  const extensions = new Map<string, string>();
  for (let at = 0; at + 1 < words.length; at += 2) {
    const name = words[at] ?? '';
    if (!extensions.has(name)) extensions.set(name, words[at + 1] ?? '');
  }
  return extensions;
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT;
}
