import type { TurnObservation } from '#diagnosis';
import type { FoundCandidate } from './found-candidate.ts';
import type { GatheringEnd, GatheringError } from './gather.ts';
import { iceUrlKey, parseIceUrl } from './ice-url.ts';
import { isTurnUrl } from './server-entry.ts';

/** What became of one URL of the list. */
export interface UrlOutcome {
  readonly url: string;
  /** Null: a STUN server, which allocates nothing. */
  readonly allocation: TurnObservation['allocation'] | null;
  /** For STUN servers: whether it told our outside; null where the browser does not say which of them did. */
  readonly reflected: boolean | null;
  readonly relayed: TurnObservation['relayed'];
  /** Whether bytes are being sent through it at this moment. */
  readonly isChecking: boolean;
}

interface Gathered {
  readonly candidates: readonly FoundCandidate[];
  readonly errors: readonly GatheringError[];
  readonly end: GatheringEnd;
}

/** The outcome of a URL as gathering alone tells it. */
export function outcomeOf(url: string, gathered: Gathered): UrlOutcome {
  const key = iceUrlKey(url);
  const isOfUrl = (one: { readonly url: string | null }) => one.url !== null && iceUrlKey(one.url) === key;
  const candidates = gathered.candidates.filter(isOfUrl);
  const nothing = { url, relayed: null, isChecking: false };
  if (!isTurnUrl(url)) return { ...nothing, allocation: null, reflected: reflectedOf(gathered, candidates) };
  const codes = gathered.errors.filter(isOfUrl).map(({ code }) => code);
  return { ...nothing, allocation: allocationOf(candidates, codes, gathered.end), reflected: null };
}

function allocationOf(
  candidates: readonly FoundCandidate[],
  codes: readonly number[],
  end: GatheringEnd,
): TurnObservation['allocation'] {
  const relay = candidates.find(({ type }) => type === 'relay');
  if (relay) return { outcome: 'allocated', afterMs: relay.atMs };
  const refusal = codes.find((code) => code >= FIRST_STUN_CODE && code <= LAST_STUN_CODE);
  if (refusal !== undefined) return { outcome: 'refused', code: refusal };
  // One that was waited for to the end, or to the limit, and of which nothing came, does not answer.
  const isKnown = codes.length > 0 || end === 'complete' || end === 'timed-out';
  return { outcome: isKnown ? 'no-answer' : 'unfinished' };
}

/** Where a URL leads over UDP, as `host:port`; null: over something else, or nowhere. */
export function udpPlaceOf(url: string): string | null {
  const parsed = parseIceUrl(url);
  return parsed.ok && parsed.url.transport === 'udp' ? `${parsed.url.host}:${parsed.url.port}` : null;
}

/** Whether the server has answered over UDP, be it with a refusal. */
export function isReachedByUdp({ url, allocation, reflected }: UrlOutcome): boolean {
  if (udpPlaceOf(url) === null) return false;
  return reflected === true || allocation?.outcome === 'allocated' || allocation?.outcome === 'refused';
}

/** Of STUN error responses (RFC 8489 §14.8); a browser's own are above. */
const FIRST_STUN_CODE = 300;
const LAST_STUN_CODE = 699;

function reflectedOf({ candidates, errors }: Gathered, ofUrl: readonly FoundCandidate[]): boolean | null {
  if (ofUrl.some(({ type }) => type === 'srflx')) return true;
  // The same address from two servers is one candidate (RFC 8445 §5.1.3): the second server gets no credit for it.
  if (candidates.some(({ type }) => type === 'srflx')) return null;
  return errors.length > 0 ? false : null;
}

/** Relay candidates of which the browser does not tell the server (Firefox): each URL has to be asked alone. */
export function hasUnnamedRelays(candidates: readonly FoundCandidate[]): boolean {
  return candidates.some(({ type, url }) => type === 'relay' && url === null);
}
