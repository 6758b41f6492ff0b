import { parseCandidateAttribute } from './candidate-attribute.ts';

export const CANDIDATE_TYPES = ['host', 'srflx', 'prflx', 'relay'] as const;

export type CandidateType = (typeof CANDIDATE_TYPES)[number];

/** A candidate as the table shows it. Null: the browser does not tell. */
export interface FoundCandidate {
  /** Since the start. */
  readonly atMs: number;
  readonly type: CandidateType;
  readonly component: number;
  readonly foundation: string;
  readonly protocol: string;
  readonly tcpType: string | null;
  readonly address: string;
  readonly port: number;
  readonly priority: number;
  readonly mid: string | null;
  readonly usernameFragment: string | null;
  readonly relatedAddress: string | null;
  readonly relatedPort: number | null;
  /** How the relay itself is reached. */
  readonly relayProtocol: string | null;
  /** Of the server that it came from. */
  readonly url: string | null;
}

/** What is read of RTCIceCandidate (W3C webrtc-pc §4.8.1); not every browser has every field. */
export interface BrowserCandidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly usernameFragment?: string | null;
  readonly component?: string | null;
  readonly foundation?: string | null;
  readonly protocol?: string | null;
  readonly tcpType?: string | null;
  readonly address?: string | null;
  readonly port?: number | null;
  readonly priority?: number | null;
  readonly type?: string | null;
  readonly relatedAddress?: string | null;
  readonly relatedPort?: number | null;
  readonly relayProtocol?: string | null;
  readonly url?: string | null;
}

/** The browser's own fields, and from its text what they lack. Null where neither says what a candidate must have. */
export function readCandidate(from: BrowserCandidate, atMs: number): FoundCandidate | null {
  const text = parseCandidateAttribute(from.candidate);
  const type = from.type ?? text?.type;
  const component = componentOf(from.component) ?? text?.component ?? null;
  const address = from.address ?? text?.address ?? null;
  const port = from.port ?? text?.port ?? null;
  const priority = from.priority ?? text?.priority ?? null;
  if (!isType(type) || component === null || address === null || port === null || priority === null)
    return null;
  return {
    ...{ atMs, type, component, address, port, priority },
    foundation: from.foundation ?? text?.foundation ?? '',
    protocol: from.protocol ?? text?.protocol ?? '',
    tcpType: from.tcpType || text?.tcpType || null,
    mid: from.sdpMid,
    usernameFragment: from.usernameFragment ?? text?.usernameFragment ?? null,
    relatedAddress: from.relatedAddress ?? text?.relatedAddress ?? null,
    relatedPort: from.relatedPort ?? text?.relatedPort ?? null,
    relayProtocol: from.relayProtocol || null,
    url: from.url || null,
  };
}

function componentOf(name: string | null | undefined): number | null {
  if (name === 'rtp') return 1;
  return name === 'rtcp' ? 2 : null;
}

function isType(text: string | undefined): text is CandidateType {
  return (CANDIDATE_TYPES as readonly (string | undefined)[]).includes(text);
}
