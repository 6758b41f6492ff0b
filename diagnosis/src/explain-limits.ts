import type { CauseCode } from './causes.ts';
import type { Finding, FindingCode } from './findings.ts';
import { causeOfRelayFault, type RelayCause } from './relay-faults.ts';
import type { RelayWay } from './relay-ways.ts';
import type { Seen } from './seen.ts';

/** Bytes passed through the relay, and a call can be begun. Why it is not all as it should be, the gravest first. */
export function explainLimits(seen: Seen): CauseCode {
  const { ways, has } = seen;
  if (has('page-silent')) return 'page-silent';
  if (has('certificate-expired')) return 'certificate-expired';
  const failing = ways.filter(({ state }) => state === 'fails');
  if (failing.length > 0) return explainWays(failing, seen);
  if (isWithoutOneFamily(seen.turn)) return 'one-family-fails';
  if (!has('turn-carries')) return 'lossy';
  if (seen.relayFault !== null) return 'server-check-fails';
  if (seen.credentialsCause !== null) return seen.credentialsCause;
  return has('certificate-expiring') ? 'certificate-expiring' : 'all-well';
}

/** @returns the cause that the relay gave itself, when it answered by saying no */
export function explainRefusals(findings: readonly Finding[]): RelayCause | null {
  const refusal = REFUSALS.find(([code]) => findings.some((finding) => finding.code === code));
  return refusal?.[1] ?? null;
}

/** Of several, the first is told: who cures it meets the next one then. */
const REFUSALS: readonly (readonly [FindingCode, RelayCause])[] = [
  ['turn-unauthorized', causeOfRelayFault('unauthorized')],
  ['turn-forbidden', causeOfRelayFault('forbidden')],
  ['turn-capacity', causeOfRelayFault('capacity')],
  ['turn-quota', causeOfRelayFault('quota')],
  ['turn-refused', causeOfRelayFault('other')],
];

function explainWays(failing: readonly RelayWay[], { ways, has }: Seen): CauseCode {
  const findings = failing.flatMap((way) => way.findings);
  const refusal = explainRefusals(findings);
  if (refusal !== null) return refusal;
  if (findings.some(({ code }) => code === 'turn-bad-certificate')) return 'certificate-untrusted';
  if (findings.some(({ code }) => code !== 'turn-no-answer')) return 'some-ways-fail';

  // From here on it is silence, and the pattern tells what this network does not let through.
  const carrying = ways.filter(({ state }) => state === 'carries');
  if (isOnly443(ways, carrying)) return 'only-443';
  if (!carrying.some(isUdp) && failing.every(isUdp)) {
    // Silence of the relay is not silence of UDP where UDP was heard otherwise.
    return has('udp-passes') || ways.filter(isUdp).some(({ state }) => state === 'open')
      ? 'some-ways-fail'
      : 'udp-blocked';
  }
  if (carrying.some(isUdp) && failing.every(isUdp)) return 'udp-port-blocked';
  const isWebLike = failing.some(({ transport, port }) => transport === 'tls' || port === WEB_PORT);
  return carrying.some(isUdp) && isWebLike && !failing.some(isUdp) ? 'turns-blocked' : 'some-ways-fail';
}

const WEB_PORT = 443;

const isUdp = ({ transport }: RelayWay) => transport === 'udp';

/** Other ports are silent over UDP and over TCP. Where they were tried over UDP alone, it may as well be UDP. */
function isOnly443(ways: readonly RelayWay[], carrying: readonly RelayWay[]): boolean {
  const others = ways.filter(({ port }) => port !== WEB_PORT);
  return (
    others.every(({ state }) => state === 'fails') &&
    others.some(isUdp) &&
    others.some((way) => !isUdp(way)) &&
    carrying.length > 0
  );
}

/** Every URL carries over one family, and over the other none does. */
function isWithoutOneFamily(turn: readonly Finding[]): boolean {
  return (['ipv4', 'ipv6'] as const).some((family) => {
    const own = turn.filter((finding) => finding.family === family);
    return own.length > 0 && own.every(({ state }) => state === 'bad');
  });
}
