import type { ServiceStatus } from '#protocol';

/** Of a deployment without Docker that has just been started. */
export function sampleStatus(more: Partial<ServiceStatus> = {}): ServiceStatus {
  const time = '2030-01-01T00:00:00.000Z';
  return {
    ...{ ok: true, at: time, startedAt: time, readiness: 'ready', proxiedAt: null },
    versions: { burrow: '0.1.0', node: '26.10.0', page: null },
    ...{ relays: [], certificateExpiresAt: null, problems: [] },
    rooms: { open: 0, people: 0, waiting: 0 },
    paths: { direct: 0, 'relay-udp': 0, 'relay-tcp': 0, 'relay-tls': 0 },
    guestTests: { count: 0, newestAt: null, links: 0 },
    reports: { count: 0, newestAt: null },
    keeper: { state: 'none' },
    ...more,
  };
}
