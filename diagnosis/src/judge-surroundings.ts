import { type Finding, type FindingCode, finding } from './findings.ts';
import type { Observation } from './observation.ts';
import type { RelayWay } from './relay-ways.ts';

/** The lines before those of the relay: what a call needs before it looks for one. */
export function judgeSignaling({ page, webSocket, credentialsRefused }: Observation): readonly Finding[] {
  return [
    finding(`page-${page}`),
    finding(`websocket-${webSocket ?? 'not-tried'}`),
    finding(credentialsRefused === null ? 'credentials-given' : codeOfRefusal(credentialsRefused)),
  ];
}

function codeOfRefusal(code: string): FindingCode {
  switch (code) {
    case 'rate-limited':
      return 'credentials-rate-limited';
    case 'password-needed':
    case 'wrong-password':
      return 'credentials-password';
    default:
      return 'credentials-refused';
  }
}

/** The network that the look was taken from. What nobody could tell has no line. */
export function judgeNetwork(
  { reflexive, natMapping }: Observation,
  ways: readonly RelayWay[],
): readonly Finding[] {
  const overUdp = ways.filter(({ transport }) => transport === 'udp').flatMap(({ findings }) => findings);
  const isSilent = overUdp.length > 0 && overUdp.every(({ code }) => code === 'turn-no-answer');
  // No reflexive candidate where the own address is the one outside: what the relay answers over UDP counts as well.
  const hasPassed = reflexive === true || overUdp.some(isAnswer);
  return [
    ...(hasPassed ? [finding('udp-passes')] : []),
    ...(!hasPassed && (reflexive === false || isSilent) ? [finding('udp-silent')] : []),
    ...(natMapping === 'unknown' ? [] : [finding(`nat-${natMapping}`)]),
  ];
}

/** Something of a TURN server was heard. */
export function isAnswer({ code }: Finding): boolean {
  return !['turn-no-answer', 'turn-unfinished', 'turn-contradiction'].includes(code);
}

/** What the server says of itself. `at`: milliseconds since the Unix epoch. */
export function judgeServer({ server }: Pick<Observation, 'server'>, at: number): readonly Finding[] {
  if (server === null) return [finding('server-not-asked')];
  const { relay, certificateExpiresAt } = server;
  const ofRelay =
    relay === 'ok' || relay === 'unknown'
      ? finding(`server-relay-${relay}`)
      : finding('server-relay-fails', { fault: relay });
  if (certificateExpiresAt === null) return [ofRelay];
  const hoursLeft = Math.floor((Date.parse(certificateExpiresAt) - at) / HOUR_MS);
  return [ofRelay, finding(codeOfCertificate(hoursLeft), { hoursLeft: Math.max(0, hoursLeft) })];
}

const HOUR_MS = 3_600_000;

/**
 * Why so few: certificates of the bundle's own authority live 12 hours and are renewed when four of them are left. With
 * one that should have been renewed weeks ago, its line tells how long it still is.
 */
const EXPIRING_BELOW_HOURS = 3;

function codeOfCertificate(hoursLeft: number): FindingCode {
  if (hoursLeft < 0) return 'certificate-expired';
  return hoursLeft < EXPIRING_BELOW_HOURS ? 'certificate-expiring' : 'certificate-good';
}
