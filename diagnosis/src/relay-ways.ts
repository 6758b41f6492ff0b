import type { Finding } from './findings.ts';
import { parseTurnUrl, type TurnUrl } from './turn-url.ts';

/** One URL with what was found over all families: it is worth what the best of them is worth. */
export interface RelayWay extends TurnUrl {
  /** `open`: not all that could be tried was. */
  readonly state: 'carries' | 'open' | 'fails';
  readonly findings: readonly Finding[];
}

/** @param findings of TURN URLs */
export function relayWays(findings: readonly Finding[]): readonly RelayWay[] {
  const urls = [...new Set(findings.map(({ url = '' }) => url))];
  return urls.map((url) => {
    const own = findings.filter((finding) => finding.url === url);
    return { ...parseTurnUrl(url), state: stateOf(own), findings: own };
  });
}

export function doesCarry({ code }: Finding): boolean {
  return code === 'turn-carries' || code === 'turn-loses';
}

function stateOf(findings: readonly Finding[]): RelayWay['state'] {
  if (findings.some(doesCarry)) return 'carries';
  return findings.some(({ state }) => state === 'unknown') ? 'open' : 'fails';
}
