import type { CauseCode } from '../causes.ts';
import type { Outcome } from '../diagnose.ts';
import type { FindingCode } from '../findings.ts';
import type { Observation } from '../observation.ts';
import {
  BAD_CERTIFICATE,
  CARRIES,
  IMPOSSIBLE,
  LOSES,
  NEVER_SENT,
  NO_ANSWER,
  NO_BYTES,
  over,
  refused,
  server,
  UNFINISHED,
  UNTRIED,
  ways,
} from './observations.ts';

/**
 * What is wrong, what is seen of it that differs from a look that found all well (`observed`), and what is to be said:
 * `findings` are those that such a look has not.
 */
export type Case = readonly [
  fault: string,
  differently: Partial<Observation>,
  outcome: Outcome,
  cause: CauseCode,
  findings: readonly FindingCode[],
];

const ALL_SILENT = ways(NO_ANSWER, NO_ANSWER, NO_ANSWER);
const NO_UDP = ways(NO_ANSWER, NO_ANSWER, CARRIES);
const NO_TLS = ways(CARRIES, CARRIES, NO_ANSWER);
const allRefused = (code: number) => ways(refused(code), refused(code), refused(code));
const NO_BYTES_AT_ALL = ways(NO_BYTES, NO_BYTES, NO_BYTES);
const ONLY_GATHERED = ways(UNTRIED, UNTRIED, UNTRIED);
const EXPIRED = server('ok', '2026-02-28T12:00:00Z');

/** Bytes pass. */
// biome-ignore format: a line is a case
const CARRYING: readonly Case[] = [
  ['nothing', {}, 'works', 'all-well', []],
  ['nothing, and no NAT', { natMapping: 'none' }, 'works', 'all-well', ['nat-none']],
  ['nothing, behind a router that keeps its ports', { natMapping: 'same-for-all-ports' }, 'works', 'all-well', ['nat-same-for-all-ports']],
  ['nothing, behind a symmetric NAT', { natMapping: 'one-per-port' }, 'works', 'all-well', ['nat-one-per-port']],
  ['nothing, in the network of the server itself', { reflexive: false }, 'works', 'all-well', []],
  ['nothing, looked at from outside of a page', { webSocket: null, server: null }, 'works', 'all-well', ['websocket-not-tried', 'server-not-asked']],
  ['nothing, but only one way was tried with data', { turn: ways(CARRIES, UNTRIED, UNFINISHED) }, 'works', 'all-well', ['turn-not-tried', 'turn-unfinished']],
  ['nothing, and another interface without a way out', { turn: [...ways(CARRIES, CARRIES, CARRIES), over('udp3478', NO_ANSWER)] }, 'works', 'all-well', ['turn-no-answer']],
  ['the certificate is about to end', { server: server('ok', '2026-03-01T14:30:00Z') }, 'works', 'certificate-expiring', ['certificate-expiring']],
  ['3478/udp is blocked', { turn: ways(NO_ANSWER, CARRIES, CARRIES) }, 'works-limited', 'udp-port-blocked', ['turn-no-answer']],
  ['443/udp is blocked', { turn: ways(CARRIES, NO_ANSWER, CARRIES) }, 'works-limited', 'udp-port-blocked', ['turn-no-answer']],
  ['all UDP is blocked', { turn: NO_UDP, reflexive: false }, 'works-limited', 'udp-blocked', ['turn-no-answer', 'udp-silent']],
  ['all UDP is blocked, other TCP is not', { turn: [...NO_UDP, over('tcp3478', CARRIES)], reflexive: false }, 'works-limited', 'udp-blocked', ['turn-no-answer', 'udp-silent']],
  ['nothing but 443/tcp is let through', { turn: [...NO_UDP, over('tcp3478', NO_ANSWER)], reflexive: false }, 'works-limited', 'only-443', ['turn-no-answer', 'udp-silent']],
  ['nothing but port 443 is let through', { turn: [...ways(NO_ANSWER, CARRIES, CARRIES), over('tcp3478', NO_ANSWER)] }, 'works-limited', 'only-443', ['turn-no-answer']],
  ['TLS that is no web page is blocked or intercepted', { turn: NO_TLS }, 'works-limited', 'turns-blocked', ['turn-no-answer']],
  ['UDP passes, but not to the relay', { turn: NO_UDP }, 'works-limited', 'some-ways-fail', ['turn-no-answer']],
  ['UDP is blocked on 3478, and the test ended before 443 was tried', { turn: ways(NO_ANSWER, UNFINISHED, CARRIES), reflexive: false }, 'works-limited', 'some-ways-fail', ['turn-no-answer', 'turn-unfinished', 'udp-silent']],
  ['3478/udp and TLS are blocked', { turn: ways(NO_ANSWER, CARRIES, NO_ANSWER) }, 'works-limited', 'some-ways-fail', ['turn-no-answer']],
  ['3478/tcp is closed', { turn: [...ways(CARRIES, CARRIES, CARRIES), over('tcp3478', NO_ANSWER)] }, 'works-limited', 'some-ways-fail', ['turn-no-answer']],
  ['one way gives addresses and carries nothing', { turn: ways(NO_BYTES, CARRIES, CARRIES) }, 'works-limited', 'some-ways-fail', ['turn-no-bytes']],
  ['the relay is not reached over IPv6', { turn: [over('udp3478', CARRIES, 'ipv4'), over('udp3478', NO_ANSWER, 'ipv6')] }, 'works', 'one-family-fails', ['turn-no-answer']],
  ['the line loses half of what is sent', { turn: ways(LOSES, LOSES, LOSES) }, 'works-limited', 'lossy', ['turn-loses']],
  ['the quota ends while the test runs', { turn: ways(CARRIES, CARRIES, refused(486)) }, 'works-limited', 'relay-quota', ['turn-quota']],
  ['the certificate of the relay alone is not trusted', { turn: ways(CARRIES, CARRIES, BAD_CERTIFICATE) }, 'works-limited', 'certificate-untrusted', ['turn-bad-certificate']],
  ['the certificate has ended, and UDP passes', { turn: NO_TLS, server: EXPIRED }, 'works-limited', 'certificate-expired', ['turn-no-answer', 'certificate-expired']],
  ['the server looks for its relay in the wrong place', { server: server('timeout') }, 'works-limited', 'server-check-fails', ['server-relay-fails']],
  ['the server is restarted while the test runs', { page: 'silent' }, 'works-limited', 'page-silent', ['page-silent']],
  ['the test is repeated too often, with a credential left', { credentialsRefused: 'rate-limited' }, 'works-limited', 'rate-limited', ['credentials-rate-limited']],
  ['one URL contradicts itself, the others carry', { turn: ways(IMPOSSIBLE, CARRIES, CARRIES) }, 'works', 'all-well', ['turn-contradiction']],
];

/** No call can be begun, whatever the relay does. */
// biome-ignore format: a line is a case
const WITHOUT_SIGNALING: readonly Case[] = [
  ['the device is offline', { page: 'silent', webSocket: 'failed', turn: ALL_SILENT, reflexive: false, server: null }, 'fails', 'offline', ['page-silent', 'websocket-failed', 'turn-no-answer', 'udp-silent', 'server-not-asked']],
  ['the device is offline, and nothing else was tried', { page: 'silent', webSocket: null, turn: [], reflexive: null, server: null }, 'fails', 'offline', ['page-silent', 'websocket-not-tried', 'server-not-asked']],
  ['the web part of the server is down, the relay is not', { page: 'silent', webSocket: 'failed', server: null }, 'fails', 'page-silent', ['page-silent', 'websocket-failed', 'server-not-asked']],
  ['the web part of the server is down, and the relay gives no address', { page: 'silent', webSocket: 'failed', turn: ALL_SILENT, server: null }, 'fails', 'page-silent', ['page-silent', 'websocket-failed', 'turn-no-answer', 'server-not-asked']],
  ['the certificate has ended, and nobody opens the page', { page: 'silent', webSocket: 'failed', turn: ways(CARRIES, CARRIES, BAD_CERTIFICATE), server: EXPIRED }, 'fails', 'certificate-expired', ['page-silent', 'websocket-failed', 'turn-bad-certificate', 'certificate-expired']],
  ['a proxy cuts WebSockets', { webSocket: 'failed' }, 'fails', 'websocket-failed', ['websocket-failed']],
];

/** The relay could not be judged. */
// biome-ignore format: a line is a case
const UNTOLD: readonly Case[] = [
  ['too many tests', { credentialsRefused: 'rate-limited', turn: [], server: null }, 'unknown', 'rate-limited', ['credentials-rate-limited', 'server-not-asked']],
  ['no password was given', { credentialsRefused: 'password-needed', turn: [], server: null }, 'unknown', 'password', ['credentials-password', 'server-not-asked']],
  ['the password is wrong', { credentialsRefused: 'wrong-password', turn: [], server: null }, 'unknown', 'password', ['credentials-password', 'server-not-asked']],
  ['the test link has ended', { credentialsRefused: 'expired', turn: [], server: null }, 'unknown', 'credentials-refused', ['credentials-refused', 'server-not-asked']],
  ['the server hands out no relay', { turn: [], server: server('unknown') }, 'unknown', 'no-relay', ['server-relay-unknown']],
  ['nothing was sent through the relay', { turn: ONLY_GATHERED }, 'unknown', 'not-tried', ['turn-not-tried']],
  ['one way carries nothing, another one was not tried', { turn: ways(NO_BYTES, UNTRIED, UNTRIED) }, 'unknown', 'not-tried', ['turn-no-bytes', 'turn-not-tried']],
  ['the test ended too early', { turn: ways(UNFINISHED, UNFINISHED, NO_ANSWER) }, 'unknown', 'unfinished', ['turn-unfinished', 'turn-no-answer']],
  ['the test ended after the first refusal', { turn: ways(refused(401), UNFINISHED, UNFINISHED) }, 'unknown', 'relay-unauthorized', ['turn-unauthorized', 'turn-unfinished']],
  ['bytes through a relay that was never had', { turn: ways(IMPOSSIBLE, NO_ANSWER, NO_ANSWER) }, 'unknown', 'contradiction', ['turn-contradiction', 'turn-no-answer']],
  ['the relay answers here, and not the server', { turn: ONLY_GATHERED, server: server('timeout') }, 'unknown', 'contradiction', ['turn-not-tried', 'server-relay-fails']],
];

/** Nothing passes through the relay. */
// biome-ignore format: a line is a case
const WITHOUT_BYTES: readonly Case[] = [
  ['the network blocks every way to the relay', { turn: ALL_SILENT, reflexive: false }, 'fails', 'relay-blocked', ['turn-no-answer', 'udp-silent']],
  ['nothing answers, and the server does not know', { turn: ALL_SILENT, reflexive: false, server: server('unknown') }, 'fails', 'relay-silent', ['turn-no-answer', 'udp-silent', 'server-relay-unknown']],
  ['nothing answers, and the server was not asked', { turn: ALL_SILENT, reflexive: null, server: null }, 'fails', 'relay-silent', ['turn-no-answer', 'udp-silent', 'server-not-asked']],
  ['the browser does not tell the refusal', { turn: ALL_SILENT }, 'fails', 'no-allocation', ['turn-no-answer']],
  ['UDP is blocked, and the certificate is not trusted', { turn: ways(NO_ANSWER, NO_ANSWER, BAD_CERTIFICATE), reflexive: false }, 'fails', 'certificate-untrusted', ['turn-no-answer', 'turn-bad-certificate', 'udp-silent']],
  ['UDP is blocked, and the certificate has ended', { turn: ALL_SILENT, reflexive: false, server: EXPIRED }, 'fails', 'certificate-expired', ['turn-no-answer', 'udp-silent', 'certificate-expired']],
  ['nothing answers another credential than that of the server', { credentialsRefused: 'password-needed', turn: ALL_SILENT, reflexive: false, server: null }, 'fails', 'relay-silent', ['credentials-password', 'turn-no-answer', 'udp-silent', 'server-not-asked']],
  ['coturn does not run', { turn: ALL_SILENT, reflexive: false, server: server('timeout') }, 'fails', 'relay-timeout', ['turn-no-answer', 'udp-silent', 'server-relay-fails']],
  ['coturn does not run, and the test ended before', { turn: ways(UNFINISHED, UNFINISHED, UNFINISHED), server: server('timeout') }, 'fails', 'relay-timeout', ['turn-unfinished', 'server-relay-fails']],
  ['the container of coturn is gone', { turn: ALL_SILENT, reflexive: false, server: server('name') }, 'fails', 'relay-name', ['turn-no-answer', 'udp-silent', 'server-relay-fails']],
  ['the certificate of the only way is for another name', { turn: ALL_SILENT, reflexive: false, server: server('certificate') }, 'fails', 'relay-certificate', ['turn-no-answer', 'udp-silent', 'server-relay-fails']],
  ['the secrets of service and relay differ', { turn: allRefused(401), server: server('unauthorized') }, 'fails', 'relay-unauthorized', ['turn-unauthorized', 'server-relay-fails']],
  ['the secrets differ, and the test ended after the first refusal', { turn: ways(refused(401), UNFINISHED, UNFINISHED), server: server('unauthorized') }, 'fails', 'relay-unauthorized', ['turn-unauthorized', 'turn-unfinished', 'server-relay-fails']],
  ['the secrets differ, and the browser does not tell', { turn: ALL_SILENT, server: server('unauthorized') }, 'fails', 'relay-unauthorized', ['turn-no-answer', 'server-relay-fails']],
  ['coturn drains before a restart', { turn: allRefused(403), server: server('ok') }, 'fails', 'relay-forbidden', ['turn-forbidden']],
  ['coturn does not allow its own address', { turn: NO_BYTES_AT_ALL, server: server('forbidden') }, 'fails', 'relay-forbidden', ['turn-no-bytes', 'server-relay-fails']],
  ['all allocations are taken', { turn: allRefused(486), server: server('quota') }, 'fails', 'relay-quota', ['turn-quota', 'server-relay-fails']],
  ['all relay ports are taken', { turn: allRefused(508), server: server('capacity') }, 'fails', 'relay-capacity', ['turn-capacity', 'server-relay-fails']],
  ['the relay says no in a way of its own', { turn: allRefused(500) }, 'fails', 'relay-other', ['turn-refused']],
  ['the relay says no to the server in a way of its own', { turn: ALL_SILENT, server: server('other') }, 'fails', 'relay-other', ['turn-no-answer', 'server-relay-fails']],
  ['a packet filter drops what the relay sends itself', { turn: NO_BYTES_AT_ALL, server: server('no-bytes') }, 'fails', 'relay-no-bytes', ['turn-no-bytes', 'server-relay-fails']],
  ['the same, and nothing was sent from here', { turn: ONLY_GATHERED, server: server('no-bytes') }, 'fails', 'relay-no-bytes', ['turn-not-tried', 'server-relay-fails']],
  ['nothing comes back, and the server does not know', { turn: NO_BYTES_AT_ALL, server: null }, 'fails', 'relay-no-bytes', ['turn-no-bytes', 'server-not-asked']],
  ['the two ends do not find each other in the relay', { turn: ways(NEVER_SENT, NEVER_SENT, NEVER_SENT), server: server('no-bytes') }, 'fails', 'relay-no-bytes', ['turn-no-bytes', 'server-relay-fails']],
  ['nothing comes back here alone', { turn: NO_BYTES_AT_ALL }, 'fails', 'bytes-lost', ['turn-no-bytes']],
];

export const CASES: readonly Case[] = [...CARRYING, ...WITHOUT_SIGNALING, ...UNTOLD, ...WITHOUT_BYTES];
