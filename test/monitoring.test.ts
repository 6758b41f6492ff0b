/** What deploy/metrics is made of fits together: dashboard, alerts, scraped listeners, docs/monitoring.md. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createMetrics } from '../signaling/src/metrics/create-metrics.ts';
import { dashboard, queriesOf } from './engine/dashboard.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const DASHBOARD = read('deploy/metrics/grafana/dashboards/burrow.json');
const ALERTS = read('deploy/metrics/prometheus/alerts.yml');

test('the dashboard is one that Grafana reads, on the data source that is provisioned', () => {
  const { panels, uid } = dashboard.parse(JSON.parse(DASHBOARD));
  expect(uid).toBe('burrow');
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const source = read('deploy/metrics/grafana/datasources/prometheus.yml');
  for (const { datasource, targets } of panels) {
    for (const used of [datasource, ...targets.map((target) => target.datasource)]) {
      expect(source).toContain(`uid: ${used.uid}\n`);
    }
  }
});

test('no panel of the dashboard lies over another, and none beside the page', () => {
  const { panels } = dashboard.parse(JSON.parse(DASHBOARD));
  const taken = new Set<string>();
  for (const { title, gridPos } of panels) {
    const { x, y, w, h } = gridPos;
    expect(x + w, title).toBeLessThanOrEqual(24);
    for (let column = x; column < x + w; column++)
      for (let row = y; row < y + h; row++) {
        expect(taken.has(`${column} ${row}`), title).toBe(false);
        taken.add(`${column} ${row}`);
      }
  }
});

test('dashboard and alerts ask for no metric of the service that there is not', async () => {
  const nothing = { counts: () => ({ rooms: 0, connected: 0, visitors: 0 }), relays: () => [] };
  const metrics = createMetrics({ ...nothing, certificateExpiresAt: () => null });
  const known = [...(await metrics.text()).matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name);
  const asked = `${queriesOf(dashboard.parse(JSON.parse(DASHBOARD))).join('\n')}\n${ALERTS}`;
  const names = [...asked.matchAll(/\bburrow_\w+/g)].map(([name]) =>
    name.replace(/_(bucket|count|sum)$/, ''),
  );
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
});

test('docs/monitoring.md names every alert, and the tests of the alerts try each', () => {
  const alerts = [...ALERTS.matchAll(/- alert: (\w+)$/gm)].map(([, name]) => name);
  const rows = [...read('docs/monitoring.md').matchAll(/^\| `([A-Z]\w+)` \|/gm)].map(([, name]) => name);
  expect(rows).toEqual(alerts);
  const tests = ['alerts.test.yml', 'certificate.test.yml'].map((file) =>
    read(`deploy/metrics/prometheus/${file}`),
  );
  const tried = new Set([...tests.join('\n').matchAll(/alertname: (\w+)/g)].map(([, name]) => name));
  expect([...tried].sort()).toEqual([...alerts].sort());
});

test('every listener with numbers is scraped where it is, and docs/monitoring.md says so', () => {
  const scraped = [...read('deploy/metrics/prometheus/prometheus.yml').matchAll(/"(\w+):(\d+)"/g)];
  const ports = Object.fromEntries(scraped.map(([, part = '', port]) => [part, port]));
  expect(read('docker-compose.yml')).toContain(`      METRICS_PORT: ${ports.signaling}\n`);
  expect(read('deploy/edge/haproxy.cfg')).toMatch(
    new RegExp(`^frontend metrics\\n.*\\n  bind :${ports.edge}$`, 'm'),
  );
  expect(read('keeper/src/site/render-caddyfile.ts')).toContain(`metrics: ${ports.caddy} }`);
  const rows = read('docs/monitoring.md').matchAll(/^\| `(\w+)` \| `:(\d+)\/metrics` \|/gm);
  expect(Object.fromEntries([...rows].map(([, part = '', port]) => [part, port]))).toMatchObject(
    Object.fromEntries(Object.entries(ports).filter(([part]) => part !== '127')),
  );
});
