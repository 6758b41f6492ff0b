import type { KeeperReport } from '#protocol';

/** What the keeper of a bundle in good order writes. */
export function sampleKeeperReport(more: Partial<KeeperReport> = {}): KeeperReport {
  return {
    aliveAt: '2030-01-01T00:00:00.000Z',
    problems: [],
    host: {
      url: 'https://call.example.org/',
      certificate: {
        kind: 'trusted',
        names: ['call.example.org'],
        expiresAt: '2030-03-01T00:00:00.000Z',
      },
      addresses: {
        mode: 'public',
        decided: ["public address 203.0.113.10 (from this host's interface eth0)"],
        found: [
          { asked: "this host's interfaces", addresses: ['203.0.113.10 (eth0)'], failure: null },
          { asked: 'DNS for call.example.org', addresses: [], failure: 'no answer within 3000 ms' },
        ],
        ofName: ['203.0.113.10', '2001:db8::10'],
      },
      ports: [{ port: '443', protocols: ['tcp'], use: 'the page' }],
    },
    edge: { answers: true, version: '3.2.26' },
    versions: { caddy: '2.11.4', coturn: '4.18.0-r0' },
    ...more,
  };
}
