import { expect, test } from 'vitest';
import { problem } from '../result.ts';
import type { CertificateSource } from '../site/site.ts';
import { certificateState, describeState, isTrusted, type StateFacts } from './certificate-state.ts';

const ACME: CertificateSource = { kind: 'acme', subject: 'name', email: null, directoryUrl: null };
const SERVED = { pem: 'x', fingerprint: 'aa', notAfter: 1_800_000_000_000 };
const state = (facts: Partial<StateFacts>) =>
  certificateState({
    ...{ source: ACME, own: null, fromCaddy: null, failure: null, rootFingerprint: null, ...facts },
  });

test('a certificate of the authority counts more than what failed before it', () => {
  const failure = { code: 'acme-rate-limit', detail: '' } as const;
  expect(state({ fromCaddy: SERVED, failure }).state).toBe('trusted');
  expect(state({ failure })).toMatchObject({ state: 'fallback', reason: failure });
  expect(state({})).toMatchObject({ state: 'fallback', reason: { code: 'acme-pending' } });
});

test("the operator's own is trusted when nothing is wrong with it", () => {
  const wrong = problem('own-certificate-expired', 'it ended', 'Renew it.');
  const source: CertificateSource = { kind: 'own' };
  const good = state({ source, own: { served: SERVED, problems: [] } });
  const doubtful = state({ source, own: { served: SERVED, problems: [wrong] } });
  const unusable = state({ source, own: { served: null, problems: [wrong] } });
  expect([good, doubtful, unusable].map(isTrusted)).toEqual([true, false, false]);
  expect(describeState(unusable, 'a.example')).toMatchObject({
    state: 'fallback',
    reason: { code: 'own-files', cause: 'it ended', cure: 'Renew it.' },
  });
});

test("the bundle's own authority is trusted by nobody who has not installed it", () => {
  const internal = { source: { kind: 'internal' }, fromCaddy: SERVED } as const;
  expect(state({ ...internal, rootFingerprint: 'AA:BB' })).toEqual({
    state: 'internal',
    rootFingerprint: 'AA:BB',
  });
  expect(isTrusted(state({ ...internal, rootFingerprint: 'AA:BB' }))).toBe(false);
  expect(state({ source: { kind: 'internal' } }).state).toBe('none');
});
