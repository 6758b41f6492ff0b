import { X509Certificate } from 'node:crypto';
import { type HostReport, type KeeperReport, MAX_RELAY_ADDRESSES, MAX_STATUS_ROWS } from '#protocol';
import type { ServedCertificate } from '../certificates/caddy-certificates.ts';
import type { CertificateState } from '../certificates/certificate-state.ts';
import type { SeenCertificate } from '../certificates/certificate-watch.ts';
import { reasonTexts } from '../certificates/fallback-reason.ts';
import { addressesOf, type Finding } from '../public-address/address-source.ts';
import type { PublicAddressDecision } from '../public-address/decide-public-address.ts';
import { describePublicAddress } from '../public-address/describe-public-address.ts';
import type { Problem } from '../result.ts';
import type { Summary } from '../site/summary.ts';

/** What the parts were built from, as in `COTURN_IMAGE`. */
export interface Images {
  readonly caddy: string;
  readonly coturn: string;
}

export interface HostFacts {
  readonly summary: Pick<Summary, 'url' | 'certificate' | 'ports'>;
  readonly decision: PublicAddressDecision;
  readonly findings: readonly Finding[];
  /** Under which the page is reached. */
  readonly name: string;
  readonly certificate: SeenCertificate;
}

export interface ReportFacts {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly images: Images | null;
  readonly edge: KeeperReport['edge'];
  /** Null: there is no configuration yet. */
  readonly host: HostFacts | null;
  /** Besides those that the facts bear. */
  readonly problems: readonly Problem[];
}

const MINUTE_MS = 60_000;
const MAX_LINE_CHARACTERS = 1_000;

/** What the service is to know of what the keeper knows; within a minute the same facts make the same report. */
export function composeReport({ now, images, edge, host, problems }: ReportFacts): KeeperReport {
  const all = [...problems, ...(host === null ? [] : problemsOf(host))];
  return {
    aliveAt: isoTime(now - (now % MINUTE_MS)),
    problems: all.slice(0, MAX_STATUS_ROWS).map(({ code, cause, cure }) => ({
      ...{ code: /^[\w-]{1,60}$/.test(code) ? code : 'other', cause: line(cause), cure: line(cure) },
    })),
    host: host === null ? null : hostOf(host),
    edge,
    versions: { caddy: versionOf(images?.caddy), coturn: versionOf(images?.coturn) },
  };
}

function problemsOf({ decision, certificate: { state }, name, summary }: HostFacts): readonly Problem[] {
  return [...decision.warnings, ...(summary.certificate === 'proxy' ? [] : certificateProblems(state, name))];
}

function certificateProblems(state: CertificateState, name: string): readonly Problem[] {
  if (state.state === 'own') return state.problems;
  if (state.state !== 'fallback') return [];
  const { reason } = state;
  if (reason.code === 'own-files' && reason.problems.length > 0) return reason.problems;
  return [{ code: reason.code, ...reasonTexts(reason, name).en }];
}

function hostOf({ summary, decision, findings, certificate }: HostFacts): HostReport {
  return {
    url: line(summary.url),
    certificate: {
      kind: summary.certificate === 'proxy' ? 'proxy' : certificate.state.state,
      ...(certificate.served === null ? { names: [], expiresAt: null } : namesAndExpiry(certificate.served)),
    },
    addresses: {
      mode: decision.mode,
      decided: describePublicAddress(decision).map(line),
      found: findings.slice(0, MAX_STATUS_ROWS).map(({ asked, outcome }) => ({
        asked: line(asked),
        addresses:
          outcome.kind === 'addresses'
            ? outcome.addresses
                .slice(0, MAX_STATUS_ROWS)
                .map(({ address, where }) => line(`${address} (${where})`))
            : [],
        failure: outcome.kind === 'failed' ? line(outcome.why) : null,
      })),
      ofName: [...addressesOf(findings, 'domain'), ...addressesOf(findings, 'domain6')]
        .map(({ address }) => address)
        .slice(0, MAX_RELAY_ADDRESSES),
    },
    ports: summary.ports.map(({ port, protocols, use }) => ({
      ...{ port: String(port), protocols: [...protocols], use },
    })),
  };
}

function namesAndExpiry({ pem, notAfter }: ServedCertificate) {
  const { subjectAltName = '' } = new X509Certificate(pem);
  const names = subjectAltName
    .split(', ')
    .flatMap((name) => /^(?:DNS|IP Address):(.{1,253})$/.exec(name)?.[1] ?? []);
  return { names: names.slice(0, MAX_STATUS_ROWS), expiresAt: isoTime(notAfter) };
}

/** The tag, where it is one that begins like a version. */
function versionOf(image = ''): string | null {
  const [name = ''] = image.split('@');
  return /:v?(\d[\w.+-]{0,59})$/.exec(name)?.[1] ?? null;
}

function line(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, MAX_LINE_CHARACTERS);
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
