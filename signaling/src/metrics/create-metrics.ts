import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { MEDIA_PATHS } from '#protocol';
import type { RelayView } from '../core/relay-status.ts';
import { relayWay } from '../core/relay-way.ts';
import type { Rooms } from '../core/rooms.ts';
import type { ServiceMetrics } from '../core/service-metrics.ts';

/** Read whenever somebody collects. */
export interface MetricSources {
  readonly counts: () => ReturnType<Rooms['counts']>;
  readonly relays: () => readonly RelayView[];
  /** ISO 8601; null: not known. */
  readonly certificateExpiresAt: () => string | null;
}

export interface Metrics extends ServiceMetrics {
  readonly contentType: string;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
  /** Also of the process itself, from now on: memory, time, how late its event loop is. */
  watchProcess(): void;
}

/** Why these: a direct connection takes a quarter of a second, and whoever waits for ten has begun to wonder. */
const CONNECT_SECONDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30];

const TOO_MANY_REQUESTS = 429;

/** In a registry of its own. Names follow the conventions of Prometheus; docs/monitoring.md explains each. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `burrow_${name}_total`, help, labelNames, registers });

  const joins = counter('joins', 'Joins of rooms by what came of them', 'result');
  const signals = counter('signals', 'Sealed signals by what came of them', 'result');
  const refusals = counter('refusals', 'Events of pages that were refused', 'event', 'code');
  const handshakes = counter('handshakes', 'WebSockets of pages by what came of them', 'result');
  const httpRefusals = counter('http_refusals', 'Requests to the API that were refused', 'route', 'status');
  const credentials = counter('credentials_issued', 'TURN credentials by whom they are for', 'purpose');
  const guestTests = counter('guest_tests', 'Guest links made, and results told', 'step');
  const callReports = counter('call_reports', 'Reports of calls by why they were sent', 'reason');
  const links = new Histogram({
    name: 'burrow_link_connect_seconds',
    help: 'From meeting somebody to the first connection, as pages tell, by its path; none: given up before',
    labelNames: ['path'],
    buckets: CONNECT_SECONDS,
    registers,
  });
  registerGauges(sources, registers);

  // What has not happened yet is zero, not unknown.
  joins.inc({ result: 'ok' }, 0);
  signals.inc({ result: 'ok' }, 0);
  refusals.inc({ event: 'room:join', code: 'full' }, 0);
  for (const result of ['ok', 'origin', 'rate-limited']) handshakes.inc({ result }, 0);
  httpRefusals.inc({ route: '/api/checkup', status: TOO_MANY_REQUESTS }, 0);
  for (const purpose of ['call', 'test', 'program']) credentials.inc({ purpose }, 0);
  for (const step of ['created', 'reported']) guestTests.inc({ step }, 0);
  for (const reason of ['link-given-up', 'person']) callReports.inc({ reason }, 0);
  for (const path of [...MEDIA_PATHS, 'none']) links.zero({ path });

  return {
    countAnswer(event, result) {
      if (event === 'room:join') joins.inc({ result });
      if (event === 'signal') signals.inc({ result });
      if (result !== 'ok') refusals.inc({ event, code: result });
    },
    countHandshake: (result) => handshakes.inc({ result }),
    countHttpRefusal: (route, status) => httpRefusals.inc({ route, status }),
    countCredentials: (purpose) => credentials.inc({ purpose }),
    countGuestTest: (step) => guestTests.inc({ step }),
    countCallReport: (reason) => callReports.inc({ reason }),
    countLink: ({ path, afterMs }) => links.observe({ path }, afterMs / 1_000),
    contentType: registry.contentType,
    text: () => registry.metrics(),
    watchProcess: () => collectDefaultMetrics({ register: registry }),
  };
}

function registerGauges(
  { counts, relays, certificateExpiresAt }: MetricSources,
  registers: Registry[],
): void {
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    collect: (gauge: Gauge<Label>) => void,
  ) =>
    new Gauge({
      ...{ name: `burrow_${name}`, help, labelNames, registers },
      collect() {
        this.reset();
        collect(this);
      },
    });

  gauge('rooms', 'Rooms with somebody in them', [], (one) => one.set(counts().rooms));
  gauge('people', 'People in rooms, those who are away not counted', [], (one) =>
    one.set(counts().connected),
  );
  gauge('visitors', 'People who wait at locked rooms', [], (one) => one.set(counts().visitors));
  gauge('relay_up', '1: the last probe of the way succeeded; 0: it failed', ['way', 'status'], (one) => {
    for (const { url, status } of relays())
      if (status !== 'unknown') one.set({ way: relayWay(url), status }, status === 'ok' ? 1 : 0);
  });
  gauge('relay_handed_out', '1: people are told of the way', ['way'], (one) => {
    for (const { url, isHandedOut } of relays()) one.set({ way: relayWay(url) }, isHandedOut ? 1 : 0);
  });
  gauge('relay_round_trip_seconds', 'Into the relay, across it and back', ['way'], (one) => {
    for (const { url, roundTripMs } of relays())
      if (roundTripMs !== null) one.set({ way: relayWay(url) }, roundTripMs / 1_000);
  });
  gauge('certificate_expires_timestamp_seconds', 'When the certificate of the page ends', [], (one) => {
    const expiresAt = certificateExpiresAt();
    // A gauge without labels is zero after a reset, which would be a certificate that has ended.
    one.remove();
    if (expiresAt !== null) one.set(Date.parse(expiresAt) / 1_000);
  });
}
