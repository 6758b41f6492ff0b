import type { Result } from '#keeper/result';
import { type Finding, failed, pass, skipped, warning } from './finding.ts';

/** One certificate as a client sees it. Times in milliseconds since the Unix epoch. */
export interface SeenCertificate {
  /** SHA-256. */
  readonly fingerprint: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly fitsName: boolean;
  /** Null: the roots of this host vouch for it; else why not. */
  readonly distrust: string | null;
}

export interface CertificateSight {
  readonly name: string;
  /** By Caddy. Null: nothing was shown. */
  readonly https: SeenCertificate | null;
  /** By HAProxy, to clients of the relay. */
  readonly turns: SeenCertificate | null;
  /** What the keeper says of it (certificate-state.json). */
  readonly state: Result<StoredState>;
  readonly now: number;
}

export interface StoredState {
  readonly state: 'trusted' | 'own' | 'fallback' | 'internal' | 'none';
  readonly notAfter?: string | undefined;
  readonly problems?: readonly { readonly cause: string; readonly cure: string }[] | undefined;
  readonly reason?: { readonly code: string; readonly cause: string; readonly cure: string } | undefined;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Why a sixth: Caddy renews when a third is left, and is to have tried for a while before anybody is told. */
const LEAST_SHARE_LEFT = 1 / 6;

/** Why a minute: stored times have no fractions. */
const SAME_TIME_MS = 60_000;

export function judgeCertificate(sight: CertificateSight): readonly Finding[] {
  const { https, name, now } = sight;
  if (https === null) {
    const codes = [
      'certificate-trusted',
      'certificate-name',
      'certificate-days',
      'certificate-served',
    ] as const;
    return codes.map((code) => skipped(code, 'HTTPS shows no certificate; see listen-https'));
  }
  return [judgeTrust(sight, https), judgeName(https, name), judgeDays(https, now), judgeServed(sight, https)];
}

function judgeTrust({ state, now }: CertificateSight, { distrust, notAfter }: SeenCertificate): Finding {
  const code = 'certificate-trusted';
  if (!state.ok) return skipped(code, 'the keeper could not be asked');
  const { reason, problems = [] } = state.value;
  switch (state.value.state) {
    case 'internal':
      return pass(code, "it is of this host's own authority, for devices that have its root");
    case 'fallback':
      return reason?.code === 'acme-pending'
        ? warning(code, 'the first certificate is being ordered', 'Wait a minute, and look again.')
        : failed(
            code,
            `a stand-in is served (${reason?.code ?? 'unknown'}): ${clause(reason?.cause ?? 'unknown')}`,
            reason?.cure ?? 'Read the log: ./scripts/burrow logs keeper.',
          );
    case 'own':
      if (problems.length === 0) break;
      return failed(
        code,
        problems.map(({ cause }) => clause(cause)).join('; '),
        problems.map(({ cure }) => cure).join(' '),
      );
    case 'none':
      return warning(code, 'none has been made yet', 'Wait a minute, and look again.');
  }
  // That it has ended is said by another finding.
  if (distrust === null || notAfter < now) return pass(code, 'the roots of this host vouch for it');
  const cure = 'Serve the whole chain; where it is of an authority of your own, devices need its root.';
  return warning(code, `the roots of this host do not vouch for it (${distrust})`, cure);
}

function judgeName({ fitsName }: SeenCertificate, name: string): Finding {
  if (fitsName) return pass('certificate-name', name);
  const cure =
    'With TLS_CERT_FILE: name a certificate for it there. Else read why none was ordered: ./scripts/burrow status.';
  return failed('certificate-name', `it is for other names than ${name}`, cure);
}

function judgeDays({ notBefore, notAfter }: SeenCertificate, now: number): Finding {
  const [code, left] = ['certificate-days', notAfter - now] as const;
  const cure =
    'With TLS_CERT_FILE: renew it, then "docker compose restart keeper". Else read why it is not renewed: ./scripts/burrow logs keeper.';
  if (notBefore > now)
    return failed(code, 'it is not good yet', 'Set the clock of this host: timedatectl set-ntp true.');
  if (left <= 0) return failed(code, `it ended ${timeText(-left)} ago`, cure);
  if (left < (notAfter - notBefore) * LEAST_SHARE_LEFT)
    return warning(code, `it ends in ${timeText(left)} and should be renewed by now`, cure);
  return pass(code, `it ends in ${timeText(left)}`);
}

function judgeServed({ turns, state }: CertificateSight, https: SeenCertificate): Finding {
  const code = 'certificate-served';
  const cure = 'Let all of it be read again: docker compose restart keeper caddy edge.';
  if (turns === null) return failed(code, 'TURN over TLS shows no certificate', cure);
  if (turns.fingerprint !== https.fingerprint)
    return failed(code, 'HTTPS and TURN over TLS show different certificates', cure);
  const stored = state.ok && state.value.notAfter !== undefined ? Date.parse(state.value.notAfter) : null;
  if (stored !== null && Math.abs(stored - https.notAfter) > SAME_TIME_MS)
    return failed(code, 'another one is served than is stored', cure);
  return pass(code, 'HTTPS and TURN over TLS show the same');
}

function timeText(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY_MS);
  return days >= 2 ? `${days} days` : `${Math.floor(milliseconds / HOUR_MS)} hours`;
}

function clause(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
