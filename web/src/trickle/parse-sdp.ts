/** A description (RFC 8866) by its levels. */
export interface SdpSection {
  /** Null: the session, which stands above all media sections. */
  readonly media: string | null;
  readonly mid: string | null;
  readonly lines: readonly SdpLine[];
}

export interface SdpLine {
  /** As it stands there. */
  readonly text: string;
  /** The letter before `=`; empty for a line that is none of SDP. */
  readonly type: string;
  readonly value: string;
}

/** Far above what any browser writes. */
const MAX_CHARACTERS = 200_000;

/** Takes whatever it is given: what is no line of SDP is kept as what it is. */
export function parseSdp(sdp: string): readonly SdpSection[] {
  const sections: SdpLine[][] = [[]];
  for (const text of sdp.slice(0, MAX_CHARACTERS).split(/\r?\n/)) {
    if (text === '') continue;
    const line = readLine(text);
    if (line.type === 'm') sections.push([]);
    sections.at(-1)?.push(line);
  }
  return sections.filter((lines) => lines.length > 0).map(sectionOf);
}

function readLine(text: string): SdpLine {
  const [, type = '', value = ''] = /^([a-z])=(.*)$/.exec(text) ?? [];
  return { text, type, value };
}

function sectionOf(lines: readonly SdpLine[]): SdpSection {
  const media = lines.find(({ type }) => type === 'm')?.value.split(' ')[0] ?? null;
  const mid = lines.find(({ text }) => text.startsWith('a=mid:'))?.text.slice('a=mid:'.length) ?? null;
  return { media, mid, lines };
}
