import type { CallReport } from '#protocol';

/** A report of an ordinary call that failed. */
export function sampleReport(more: Partial<CallReport> = {}): CallReport {
  return {
    version: 1,
    reason: 'person',
    afterMs: 31_000,
    build: 'AbC_-123',
    browser: { family: 'firefox', majorVersion: 153 },
    verdict: 'never-connected',
    cause: 'relay-silent',
    timeline: [
      { atMs: 10, peer: 1, status: 'connecting', step: null, path: null },
      { atMs: 30_000, peer: 1, status: 'failed', step: null, path: null },
    ],
    dropped: 0,
    candidates: [{ type: 'host', protocol: 'udp', count: 2 }],
    candidateErrors: [{ server: 'turn-udp', code: 701, count: 3 }],
    pairs: [],
    ...more,
  };
}
