import type { Problem } from '../result.ts';
import type { CertificateSource } from '../site/site.ts';
import type { ServedCertificate } from './caddy-certificates.ts';
import { type FallbackReason, reasonTexts } from './fallback-reason.ts';
import type { CheckedCertificate } from './own-certificate.ts';

export type CertificateState =
  /** Of an ACME authority. */
  | { readonly state: 'trusted'; readonly notAfter: number }
  /** The operator's own; browsers trust it when there are no problems. */
  | { readonly state: 'own'; readonly notAfter: number; readonly problems: readonly Problem[] }
  /** What stands in, because the one that is to be cannot be had. */
  | { readonly state: 'fallback'; readonly reason: FallbackReason }
  /** Of the bundle's own authority, for whoever has installed its root. */
  | { readonly state: 'internal'; readonly rootFingerprint: string }
  /** Not yet made. */
  | { readonly state: 'none' };

export interface StateFacts {
  readonly source: CertificateSource;
  /** Null unless the operator has files of their own. */
  readonly own: CheckedCertificate | null;
  /** What Caddy has from the authority of the site, good now. */
  readonly fromCaddy: ServedCertificate | null;
  readonly failure: FallbackReason | null;
  /** SHA-256 of the root of the bundle's own authority; null: there is none yet. */
  readonly rootFingerprint: string | null;
}

export function certificateState(facts: StateFacts): CertificateState {
  const { source, own, fromCaddy, failure, rootFingerprint } = facts;
  switch (source.kind) {
    case 'own':
      return own?.served
        ? { state: 'own', notAfter: own.served.notAfter, problems: own.problems }
        : { state: 'fallback', reason: { code: 'own-files', problems: own?.problems ?? [] } };
    case 'internal':
      return rootFingerprint === null || fromCaddy === null
        ? { state: 'none' }
        : { state: 'internal', rootFingerprint };
    case 'acme':
      return fromCaddy === null
        ? { state: 'fallback', reason: failure ?? { code: 'acme-pending', detail: '' } }
        : { state: 'trusted', notAfter: fromCaddy.notAfter };
  }
}

/** Whether browsers that know nothing of this host trust the page. */
export function isTrusted(state: CertificateState): boolean {
  return state.state === 'trusted' || (state.state === 'own' && state.problems.length === 0);
}

/** For other programs: what `certificate-state.json` holds. */
export function describeState(state: CertificateState, name: string): Readonly<Record<string, unknown>> {
  switch (state.state) {
    case 'trusted':
      return { state: 'trusted', name, notAfter: new Date(state.notAfter).toISOString() };
    case 'own':
      return {
        ...{ state: 'own', name, notAfter: new Date(state.notAfter).toISOString() },
        problems: state.problems,
      };
    case 'fallback':
      return {
        ...{ state: 'fallback', name },
        reason: { code: state.reason.code, ...reasonTexts(state.reason, name).en },
      };
    default:
      return { ...state, name };
  }
}
