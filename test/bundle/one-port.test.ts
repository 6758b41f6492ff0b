/** Everything arrives on port 443 and is told apart by its first bytes; what is nothing of it is closed soon. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  ATTRIBUTE,
  attributeOf,
  CLASS,
  decodeAddress,
  decodeMessage,
  encodeMessage,
  METHOD,
  newTransactionId,
} from '../../signaling/src/turn-probe/stun-message.ts';
import { Bundle, PARTS } from '../engine/bundle.ts';
import type { Client, Host } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import type { TcpOrder, TcpReport } from '../lab/programs/tcp-client.ts';
import { queryStun } from '../lab/stun.ts';
import { fetchCredential, relay, talkTcp } from './turn.ts';

const ADDRESS = '203.0.113.10';
const PAGE = `https://${ADDRESS}/`;
const API_KEY = 'a-key-of-this-test-0123456789';
const RECOVERY = { timeout: 60_000, interval: 500 };
const MOST_MS = 10_000;
/** What a machine that is busy with all of these at once may take longer. */
const BUSY_MS = 3_500;
/** Longer than anything is to be left open that says nothing. */
const PATIENCE_MS = 16_000;
const ONE_BYTE_A_SECOND_MS = 1_000;

let lab: Lab;
let vps: Host;
let bundle: Bundle;
/** Its own address, and one behind a NAT. */
let open: Client;
let symmetric: Client;

beforeAll(async () => {
  lab = await createLab();
  vps = await lab.addHost('vps', { address: ADDRESS });
  open = await lab.addClient('open', 'open');
  symmetric = await lab.addClient('symmetric', 'symmetric');
  bundle = await Bundle.on(vps);
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS, API_KEY });
  await bundle.up();
  // Until Caddy has its certificate.
  await vi.waitFor(
    async () => expect(await curl('--http1.1', PAGE)).toMatchObject({ status: '200' }),
    RECOVERY,
  );
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

describe('pages', () => {
  test.each([
    ['HTTP/2', ['--http2'], '2'],
    ['HTTP/1.1', ['--http1.1'], '1.1'],
    ['HTTP/1.1 without ALPN', ['--no-alpn'], '1.1'],
    ['HTTP/1.1 without ALPN over TLS 1.2', ['--no-alpn', '--tls-max', '1.2'], '1.1'],
  ])('%s', async (_, options, version) => {
    expect(await curl(...options, PAGE)).toEqual({ status: '200', version, exit: 0 });
  });

  test.each(['HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'])(
    '%s without ALPN is answered as it is with ALPN',
    async (method) => {
      const how = method === 'HEAD' ? ['--head'] : ['--request', method];
      const usual = await curl('--http1.1', ...how, PAGE);
      expect(usual.status).toMatch(/^[2345]\d\d$/);
      expect(await curl('--no-alpn', ...how, PAGE)).toEqual(usual);
    },
  );

  test('unencrypted HTTP says why there is no certificate here (certificates.test.ts has the rest)', async () => {
    expect(await curl(`http://${ADDRESS}/`)).toMatchObject({ status: '503' });
  });

  test.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused', async (version) => {
    for (const alpn of [undefined, ['http/1.1']]) {
      const tls = { version, ...(alpn === undefined ? {} : { alpn }) };
      const report = await talk({ tls, untilMs: PATIENCE_MS });
      expect(report).toMatchObject({ tls: null, error: expect.stringMatching(/alert protocol version/i) });
    }
  });
});

describe('TURN', () => {
  test.each([
    ['TLS without SNI', { tls: { serverName: null } }],
    ['TLS with the SNI of nobody', { tls: { serverName: 'call.burrow.test' } }],
    ['no TLS', 'tcp'],
  ] as const)('is relayed over %s', async (_, transport) => {
    const credential = await fetchCredential(open, PAGE, API_KEY);
    const server = { address: ADDRESS, port: 443 };
    const report = await relay(open, { server, transport, credential, messages: 10, everyMs: 5 });
    expect(report).toMatchObject({ codes: [0, 0], received: 10 });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('is answered over %s', async (version) => {
    const report = await talk({ tls: { version }, send: [binding()], untilAnswer: true });
    expect(report.tls).toEqual({ version, alpn: null });
    expect(seenAddress(report.received)).toBe(open.publicAddress);
  });

  test.each([
    ['for TURN', {}],
    ['for a page', { alpn: ['h2', 'http/1.1'] }],
  ])('a ClientHello %s that comes byte by byte is understood', async (_, tls) => {
    const report = await talk({ tls: { ...tls, byteByByte: true }, untilMs: 6_000 });
    expect(report.error).toBeNull();
    expect(report.tls?.version).toBe('TLSv1.3');
  });

  test.each([
    ['TCP 443', 443, undefined],
    ['TCP 3478', 3478, undefined],
    ['TLS 443', 443, {}],
  ])('over %s coturn sees the address of the client', async (_, port, tls) => {
    for (const client of [open, symmetric]) {
      const report = await talk({ client, port, send: [binding()], untilAnswer: true, ...(tls && { tls }) });
      expect(seenAddress(report.received)).toBe(client.publicAddress);
    }
  });

  test('over UDP coturn sees the address of the client', async () => {
    for (const client of [open, symmetric]) {
      const seen = await queryStun(client, [`${ADDRESS}:3478`, `${ADDRESS}:443`]);
      expect(seen.map((one) => one?.replace(/:\d+$/, ''))).toEqual([
        client.publicAddress,
        client.publicAddress,
      ]);
    }
  });
});

/** Waiting is most of these tests: all connections are opened at once. */
describe('silence', () => {
  const garbage = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 37 + 5) & 0xff));
  const hello = Buffer.from('16030106', 'hex');
  const slow = (text: string) => [...text].map((byte) => Buffer.from(byte));
  const forever = 'GET / HTTP/1.1\r\nHost: burrow\r\nX: yyyyyyyyyyyyyyyyyyyyyyyyyyy';
  const web = { alpn: ['http/1.1'] };

  const upgrade = Buffer.from(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${ADDRESS}\r\nOrigin: https://${ADDRESS}\r\n` +
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  const HALF_A_MINUTE_MS = 32_000;
  const twice = { send: [binding(), binding()], everyMs: PATIENCE_MS, untilMs: PATIENCE_MS + 2_000 };

  const refused: readonly (readonly [string, Partial<Talk>])[] = [
    ['an idle connection to 443', {}],
    ['an idle connection to 3478', { port: 3478 }],
    ['an idle connection to 80', { port: 80 }],
    ['garbage on 443', { send: [garbage] }],
    ['garbage on 3478', { port: 3478, send: [garbage] }],
    ['garbage on 80', { port: 80, send: [garbage] }],
    ['half a ClientHello', { send: [hello] }],
    ['a ClientHello of one byte a second', { send: slow(`${hello.toString('latin1')}${'\0'.repeat(30)}`) }],
    ['one byte a second of STUN', { send: slow('\0\x01\0\0!\x12') }],
    ['an idle connection after a handshake without ALPN', { tls: {} }],
    ['an idle connection after a handshake for HTTP/1.1', { tls: web }],
    ['an idle connection after a handshake for HTTP/2', { tls: { alpn: ['h2'] } }],
    ['garbage after a handshake without ALPN', { tls: {}, send: [garbage] }],
    ['garbage after a handshake for HTTP/1.1', { tls: web, send: [garbage] }],
    ['HTTP of one byte a second, unencrypted', { port: 80, send: slow(forever) }],
    ['HTTP of one byte a second, without ALPN', { tls: {}, send: slow(forever) }],
    ['HTTP of one byte a second, with ALPN', { tls: web, send: slow(forever) }],
  ];
  const borne: readonly (readonly [string, Partial<Talk>, RegExp])[] = [
    ['a WebSocket', { tls: web, send: [upgrade], untilMs: HALF_A_MINUTE_MS }, /^HTTP\/1\.1 101 /],
    ['a WebSocket without ALPN', { tls: {}, send: [upgrade], untilMs: HALF_A_MINUTE_MS }, /^HTTP\/1\.1 101 /],
    // The magic cookie of STUN, in both answers.
    ['TURN over TCP', twice, /(!.\xa4B.*){2}/s],
    ['TURN over TLS', { ...twice, tls: {} }, /(!.\xa4B.*){2}/s],
  ];
  const reports = new Map<string, TcpReport>();
  beforeAll(async () => {
    const opened = [...refused, ...borne].map(async ([name, what]) => {
      reports.set(name, await talk({ everyMs: ONE_BYTE_A_SECOND_MS, untilMs: PATIENCE_MS, ...what }));
    });
    await Promise.all(opened);
  });

  test.each(refused.map(([name]) => name))('%s is closed within ten seconds', (name) => {
    const closedAfterMs = reports.get(name)?.closedAfterMs;
    expect(closedAfterMs).toEqual(expect.any(Number));
    expect(closedAfterMs).toBeLessThan(MOST_MS + BUSY_MS);
  });

  test.each(borne)('%s that has been answered lives on in silence', (name, _, answer) => {
    const report = reports.get(name);
    expect(Buffer.from(report?.received ?? '', 'base64').toString('latin1')).toMatch(answer);
    expect(report?.closedAfterMs).toBeNull();
  });
});

describe('a client with too many connections', () => {
  const [OPENED, MOST] = [1_100, 1_000];
  /** Says how many of its connections are still there after two seconds, and keeps them for two more. */
  const flood = `import socket, time
def connect():
    s = socket.create_connection(('${ADDRESS}', 3478)); s.setblocking(False); return s
def is_open(s):
    try: return s.recv(1) != b''
    except BlockingIOError: return True
    except ConnectionResetError: return False
all = [connect() for _ in range(${OPENED})]
time.sleep(2); print(sum(map(is_open, all)), flush=True); time.sleep(2)`;

  test('is refused more, and nobody else notices', async () => {
    const flooding = open.spawn('python3', ['-c', flood]);
    const [kept] = await flooding.waitForOutput(/^\d+$/m);
    expect(Number(kept)).toBe(MOST);
    const asked = ['-skf', '--max-time', '2', '--output', '/dev/null', PAGE];
    expect(await open.exec('curl', asked, { allowFailure: true })).not.toMatchObject({ code: 0 });
    expect(await symmetric.exec('curl', asked)).toMatchObject({ code: 0 });
    await flooding.kill();
    await expect.poll(async () => (await open.exec('curl', asked, { allowFailure: true })).code).toBe(0);
  });
});

describe('who the client is', () => {
  const text = Buffer.from(`PROXY TCP4 192.0.2.77 ${ADDRESS} 4000 443\r\n`);
  const binary = Buffer.from('0d0a0d0a000d0a515549540a2111000cc000024dcb00710a0fa001bb', 'hex');

  test.each([
    ['version 1', text],
    ['version 2', binary],
  ])('a PROXY header (%s) that a client sends itself is not believed', async (_, header) => {
    const request = Buffer.from('GET / HTTP/1.0\r\nHost: x\r\n\r\n');
    const refused = /^(HTTP\/1\.1 400 .*)?$/s;
    for (const where of [{}, { port: 3478 }, { port: 80 }, { tls: {} }, { tls: { alpn: ['http/1.1'] } }]) {
      for (const after of [binding(), request]) {
        const report = await talk({ ...where, send: [Buffer.concat([header, after])] });
        expect(Buffer.from(report.received, 'base64').toString('latin1')).toMatch(refused);
        expect(report.closedAfterMs).toEqual(expect.any(Number));
      }
    }
  });

  test('no log has a whole address of a client, whatever was refused', async () => {
    const addresses = [open, symmetric].flatMap(({ address, publicAddress }) => [address, publicAddress]);
    for (const part of PARTS) {
      const log = await bundle.logs(part);
      expect(
        addresses.filter((address) => log.includes(address)),
        part,
      ).toEqual([]);
    }
  });

  // Last: it takes the place of the service.
  test('the service is told the address of the client, whatever the client says about it', async () => {
    await bundle.compose(['stop', 'signaling']);
    const echo =
      "require('http').createServer((q, s) => s.end(JSON.stringify([q.headers['x-forwarded-for'], q.headers['x-forwarded-proto']]))).listen(3000)";
    const command = ['run', '--detach', '--use-aliases', '--no-deps', 'signaling', 'node', '-e', echo];
    await bundle.compose(command);
    const ask = async (client: Client, ...options: string[]) => {
      const lies = ['X-Forwarded-For: 192.0.2.77', 'Forwarded: for=192.0.2.77', 'X-Forwarded-Proto: gopher'];
      const headers = lies.flatMap((line) => ['--header', line]);
      return (
        await client.exec('curl', ['-sk', '--max-time', '5', ...headers, ...options, PAGE], {
          allowFailure: true,
        })
      ).stdout;
    };
    await expect.poll(() => ask(open), RECOVERY).toMatch(/^\[/);
    for (const client of [open, symmetric]) {
      for (const options of [['--http2'], ['--http1.1'], ['--no-alpn']]) {
        expect(JSON.parse(await ask(client, ...options))).toEqual([client.publicAddress, 'https']);
      }
    }
  });
});

interface Talk {
  readonly client: Client;
  readonly port: number;
  readonly send: readonly Buffer[];
  readonly everyMs: number;
  readonly untilMs: number;
  readonly untilAnswer: boolean;
  readonly tls: NonNullable<TcpOrder['tls']>;
}

function talk({
  client = open,
  port = 443,
  send = [],
  everyMs = 0,
  untilMs = PATIENCE_MS,
  untilAnswer = false,
  tls,
}: Partial<Talk>) {
  return talkTcp(client, {
    ...{ server: { address: ADDRESS, port }, everyMs, untilMs, untilAnswer },
    pieces: send.map((piece) => piece.toString('base64')),
    ...(tls === undefined ? {} : { tls }),
  });
}

function binding(): Buffer {
  const transactionId = newTransactionId();
  return encodeMessage({ method: METHOD.binding, class: CLASS.request, transactionId, attributes: [] });
}

/** In the answer to a Binding request. */
function seenAddress(base64: string): string | undefined {
  const message = decodeMessage(Buffer.from(base64, 'base64'));
  const mapped = message && attributeOf(message, ATTRIBUTE.xorMappedAddress);
  return mapped ? decodeAddress(mapped, message.transactionId)?.address : undefined;
}

async function curl(...options: readonly string[]) {
  const fixed = ['--silent', '--insecure', '--max-time', '10', '--output', '/dev/null'];
  const format = '%{http_code} %{http_version}';
  const { stdout, code } = await open.exec('curl', [...fixed, '--write-out', format, ...options], {
    allowFailure: true,
  });
  const [status, version] = stdout.split(' ');
  return { status, version, exit: code };
}
