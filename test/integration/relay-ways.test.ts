/** Every URL is tried by its own transport, and one that fails is not handed out: a real coturn, behind a real TLS. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { API_KEY, connectPage, joinRoom, startService } from '../../signaling/test/service.ts';
import { createCertificate } from '../lab/certificate.ts';
import { systemCoturn } from '../lab/coturn-builds.ts';
import { freePort } from './coturn/free-port.ts';
import { ownHostFacts } from './coturn/own-host-facts.ts';
import { RunningCoturn, SECRET } from './coturn/running-coturn.ts';

const OWN = '127.0.0.1';
const NAME = 'call.example.org';
const UDP = `turn:${NAME}:3478?transport=udp`;
const TCP = `turn:${NAME}:443?transport=tcp`;
const TLS = `turns:${NAME}:443?transport=tcp`;
const ALL = [UDP, TCP, TLS];

/** A look counts as a join, of which an address has so many. */
const SLOWLY = { interval: 1_000 };

/** A service whose relay is reached by UDP, by TCP, and by TLS with a certificate of the test's choice. */
async function setUp() {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-ways-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const { version, command } = await systemCoturn();
  const facts = await ownHostFacts(version, OWN);
  const coturn = await RunningCoturn.start({ command, facts });
  onTestFinished(() => coturn.stop());
  const certified = async (name: string, state = {}) => {
    const { certFile, keyFile } = await createCertificate(directory, [name], state);
    return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  };
  const edge = createTlsServer(await certified(NAME), (socket) => {
    const upstream = connect(facts.listeningPort, OWN);
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  const tlsPort = await listening(edge);
  const places = [
    `${UDP}@${OWN}:${facts.listeningPort}`,
    `${TCP}@${OWN}:${facts.listeningPort}`,
    `${TLS}@${OWN}:${tlsPort}`,
  ];
  const service = await startService({
    TURN_URLS: ALL.join(','),
    TURN_SECRET: SECRET,
    TURN_PROBE: places.join(','),
  });
  const ways = async (): Promise<string[]> => {
    const answer = await fetch(`${service.url}/readyz`);
    expect(answer.status).toBe(200);
    const { ways: said } = (await answer.json()) as {
      ways: { way: string; status: string; isHandedOut: boolean }[];
    };
    return said.map(({ way, status, isHandedOut }) => `${way} ${status}${isHandedOut ? '' : ', kept back'}`);
  };
  const show = async (name: string, state = {}) => edge.setSecureContext(await certified(name, state));
  /** A look from outside has the service look as well, at once. */
  const look = async () => (await fetch(`${service.url}/api/checkup`, { method: 'POST', body: '{}' })).json();
  const waysByLook = async () => {
    await look();
    return ways();
  };
  return { ...service, coturn, ways, look, waysByLook, show };
}

test('a URL with a wrong certificate is kept back from calls, not from tests, and comes back with the right one', async () => {
  const { url, ways, look, waysByLook, show, logged } = await setUp();
  await expect.poll(ways).toEqual(['3478/udp ok', '443/tcp ok', '443/tls ok']);
  const page = await connectPage(url);
  expect((await joinRoom(page)).iceServers).toMatchObject([{ urls: ALL }]);

  await show('other.example.org');
  await expect
    .poll(waysByLook, SLOWLY)
    .toEqual(['3478/udp ok', '443/tcp ok', '443/tls certificate, kept back']);
  const urlsOf = (answer: unknown) => (answer as { iceServers: { urls: string[] }[] }).iceServers[0]?.urls;
  expect(urlsOf(await page.ask('ice:refresh', {}))).toEqual([UDP, TCP]);
  expect((await joinRoom(await connectPage(url))).iceServers).toMatchObject([{ urls: [UDP, TCP] }]);
  const headers = { Authorization: `Bearer ${API_KEY}` };
  const forPrograms = await fetch(`${url}/api/turn-credentials`, { method: 'POST', headers });
  expect(urlsOf(await forPrograms.json())).toEqual([UDP, TCP]);
  expect(urlsOf(await look())).toEqual(ALL);
  expect(logged.filter(({ level }) => level === 'error').map(({ data }) => data)).toEqual([
    { way: '443/tls', code: 'certificate', text: expect.stringContaining('DOMAIN') },
  ]);

  await show(NAME, { hasEnded: true });
  await expect.poll(ways).toContain('443/tls certificate, kept back');
  await show(NAME);
  await expect.poll(ways).toEqual(['3478/udp ok', '443/tcp ok', '443/tls ok']);
  expect(urlsOf(await page.ask('ice:refresh', {}))).toEqual(ALL);
});

test('when coturn is gone all are handed out', async () => {
  const { url, ways, waysByLook, coturn } = await setUp();
  await expect.poll(ways).toContain('443/tls ok');
  await coturn.stop();
  await expect.poll(waysByLook, SLOWLY).toEqual(['3478/udp timeout', '443/tcp timeout', '443/tls timeout']);
  expect((await joinRoom(await connectPage(url))).iceServers).toMatchObject([{ urls: ALL }]);
});

async function listening(server: Server): Promise<number> {
  const port = await freePort(OWN);
  await new Promise<void>((resolve) => server.listen(port, OWN, resolve));
  onTestFinished(() => {
    server.close();
  });
  return port;
}
