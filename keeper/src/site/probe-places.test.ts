import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { probePlaces } from './probe-places.ts';
import { bundleTurnUrls, openTurnUrls, proxiedTurnUrls } from './turn-urls.ts';

const RELAY = { host: 'turn', secondPort: 3479 };
const ports = { http: 80, https: 443 };

test('UDP is tried at the relay, TCP and TLS at edge', () => {
  expect(probePlaces(bundleTurnUrls({ name: '203.0.113.10', ports }), RELAY)).toEqual([
    'turn:203.0.113.10:3478?transport=udp@turn:3478',
    'turn:203.0.113.10:443?transport=udp@turn:3479',
    'turns:203.0.113.10:443?transport=tcp@edge:8443',
    'turn:203.0.113.10:443?transport=tcp@edge:8443',
  ]);
});

test('another port of the host, and an open relay, lead to the same places', () => {
  const urls = openTurnUrls({ name: 'call.example.org', ports: { http: 80, https: 8443 } });
  expect(probePlaces(urls, { ...RELAY, host: '198.51.100.7' })).toEqual([
    'turn:call.example.org:3478?transport=udp@198.51.100.7:3478',
    'turns:call.example.org:8443?transport=tcp@edge:8443',
  ]);
});

test('behind a web server of the host TCP has ports of its own', () => {
  const urls = proxiedTurnUrls({ name: 'call.example.org', certificate: { kind: 'own' } });
  expect(probePlaces(urls, RELAY).map((place) => place.split('@')[1])).toEqual([
    'turn:3478',
    'edge:13478',
    'edge:15349',
  ]);
});

test('edge listens at every port that it is tried at, by the rules of the port that people come by', () => {
  const edge = readFileSync(new URL('../../../deploy/edge/haproxy.cfg', import.meta.url), 'utf8');
  const frontends = edge.split(/^frontend /m);
  for (const [tried, opened] of [
    [8443, 8443],
    [13_478, 3478],
    [15_349, 5349],
  ]) {
    const frontend = frontends.find((text) => text.includes(`\n  bind :${tried}`));
    expect(frontend).toMatch(new RegExp(`^  bind :${opened}( |$)`, 'm'));
  }
});
