import { expect, test } from 'vitest';
import { clientEvents, REFUSALS } from '#protocol';
import type { RelayView } from '../core/relay-status.ts';
import { createMetrics, type MetricSources } from './create-metrics.ts';

const TLS: RelayView = {
  url: 'turns:203.0.113.10:443?transport=tcp',
  ...{ status: 'ok', roundTripMs: 4, probedAt: '2026-01-01T00:00:00.000Z', isHandedOut: true },
};

function setUp(sources: Partial<MetricSources> = {}) {
  const metrics = createMetrics({
    counts: () => ({ rooms: 2, connected: 5, visitors: 1 }),
    relays: () => [],
    certificateExpiresAt: () => null,
    ...sources,
  });
  /** The value of each series, by its name with its labels. */
  const series = async () =>
    new Map(
      [...(await metrics.text()).matchAll(/^(\w+(?:\{.*\})?) (\S+)$/gm)].map(([, name = '', value]) => [
        name,
        Number(value),
      ]),
    );
  return { metrics, series };
}

test('what has not happened yet is zero, and what is not known is not there', async () => {
  const { series } = setUp();
  const read = await series();
  expect(read.get('burrow_joins_total{result="ok"}')).toBe(0);
  expect(read.get('burrow_credentials_issued_total{purpose="program"}')).toBe(0);
  expect(read.get('burrow_link_connect_seconds_count{path="none"}')).toBe(0);
  const unknown = [...read.keys()].filter((name) => /^burrow_(relay|certificate)/.test(name));
  expect(unknown).toEqual([]);
});

test('people and rooms are those of the moment', async () => {
  const read = await setUp().series();
  expect(read.get('burrow_rooms')).toBe(2);
  expect(read.get('burrow_people')).toBe(5);
  expect(read.get('burrow_visitors')).toBe(1);
});

test('each event is counted by what came of it', async () => {
  const { metrics, series } = setUp();
  metrics.countAnswer('room:join', 'ok');
  metrics.countAnswer('room:join', 'full');
  metrics.countAnswer('signal', 'ok');
  metrics.countAnswer('other', 'bad-request');
  const read = await series();
  expect(read.get('burrow_joins_total{result="ok"}')).toBe(1);
  expect(read.get('burrow_joins_total{result="full"}')).toBe(1);
  expect(read.get('burrow_signals_total{result="ok"}')).toBe(1);
  expect(read.get('burrow_refusals_total{event="room:join",code="full"}')).toBe(1);
  expect(read.get('burrow_refusals_total{event="other",code="bad-request"}')).toBe(1);
});

test('handshakes and refused requests are counted by what came of them', async () => {
  const { metrics, series } = setUp();
  metrics.countHandshake('rate-limited');
  metrics.countHttpRefusal('/api/reports', 429);
  metrics.countHttpRefusal('other', 404);
  const read = await series();
  expect(read.get('burrow_handshakes_total{result="ok"}')).toBe(0);
  expect(read.get('burrow_handshakes_total{result="rate-limited"}')).toBe(1);
  expect(read.get('burrow_http_refusals_total{route="/api/reports",status="429"}')).toBe(1);
  expect(read.get('burrow_http_refusals_total{route="other",status="404"}')).toBe(1);
});

test('connections are counted by path and time', async () => {
  const { metrics, series } = setUp();
  metrics.countLink({ path: 'relay-tls', afterMs: 750 });
  const read = await series();
  expect(read.get('burrow_link_connect_seconds_bucket{le="0.5",path="relay-tls"}')).toBe(0);
  expect(read.get('burrow_link_connect_seconds_bucket{le="1",path="relay-tls"}')).toBe(1);
  expect(read.get('burrow_link_connect_seconds_sum{path="relay-tls"}')).toBe(0.75);
});

test('a way to the relay is told by its port and transport, without its address; what it was before is gone', async () => {
  let relay: RelayView = TLS;
  const { metrics, series } = setUp({ relays: () => [relay] });
  const well = await series();
  expect(well.get('burrow_relay_up{way="443/tls",status="ok"}')).toBe(1);
  expect(well.get('burrow_relay_round_trip_seconds{way="443/tls"}')).toBe(0.004);
  expect(well.get('burrow_relay_handed_out{way="443/tls"}')).toBe(1);
  relay = { ...TLS, status: 'certificate', roundTripMs: null, isHandedOut: false };
  const ill = await series();
  expect([...ill].filter(([name]) => name.startsWith('burrow_relay'))).toEqual([
    ['burrow_relay_up{way="443/tls",status="certificate"}', 0],
    ['burrow_relay_handed_out{way="443/tls"}', 0],
  ]);
  expect(await metrics.text()).not.toContain('203.0.113');
});

test('the end of the certificate is there while it is known', async () => {
  let expiresAt: string | null = '2026-03-01T00:00:00.000Z';
  const { series } = setUp({ certificateExpiresAt: () => expiresAt });
  const name = 'burrow_certificate_expires_timestamp_seconds';
  expect((await series()).get(name)).toBe(Date.parse(expiresAt) / 1_000);
  expiresAt = null;
  expect((await series()).has(name)).toBe(false);
});

test('the series that clients can cause are bounded', async () => {
  const { metrics, series } = setUp();
  const before = (await series()).size;
  const codes = Object.keys(REFUSALS) as (keyof typeof REFUSALS)[];
  const events = [...(Object.keys(clientEvents) as (keyof typeof clientEvents)[]), 'other'] as const;
  for (const event of events) for (const code of codes) metrics.countAnswer(event, code);
  expect((await series()).size - before).toBe((events.length + 2) * codes.length - 1);
});
