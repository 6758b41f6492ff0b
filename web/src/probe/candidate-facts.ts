/** What a probe reads of a candidate attribute (RFC 8839 §5.1). */
export interface CandidateFacts {
  readonly foundation: string;
  readonly protocol: string;
  /** `address:port` as it stands there; compared, never shown. */
  readonly place: string;
  readonly type: string;
  /** Where it was asked for from, or null where the browser keeps that to itself (unspecified address or port 9). */
  readonly base: string | null;
}

/** Null for what is no candidate, such as the empty one that ends a generation. */
export function readCandidate(candidate: string): CandidateFacts | null {
  const match = /^candidate:(\S+) \d+ (\S+) \d+ (\S+) (\d+) typ (\S+)(?:.* raddr (\S+) rport (\d+))?/.exec(
    candidate,
  );
  if (match === null) return null;
  const [, foundation = '', protocol = '', address = '', port = '', type = '', raddr, rport] = match;
  const isShown = raddr !== undefined && raddr !== '0.0.0.0' && raddr !== '::' && rport !== '0';
  return {
    foundation,
    protocol: protocol.toLowerCase(),
    place: `${address}:${port}`,
    type,
    base: isShown ? `${raddr}:${rport}` : null,
  };
}
