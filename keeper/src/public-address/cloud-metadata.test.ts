import http, { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createTestClock } from '../../../signaling/src/core/testing/test-clock.ts';
import { type AddressSource, askSource, type Outcome } from './address-source.ts';
import { createMetadataSource } from './cloud-metadata.ts';
import { type MachineIdentity, METADATA_SERVICES, type MetadataService } from './metadata-services.ts';
import { createStubMetadata, type StubMetadata } from './testing/stub-metadata.ts';

const HERE = '203.0.113.10';
const TIMEOUT_MS = 300;
const NO_NAMES: MachineIdentity = { sysVendor: 'QEMU', biosVersion: '1.16.3', chassisAssetTag: '' };
const stubs: StubMetadata[] = [];

afterEach(async () => {
  for (const stub of stubs.splice(0)) await stub.close();
});

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

async function stub(handle: Handle): Promise<StubMetadata> {
  const made = await createStubMetadata(handle);
  stubs.push(made);
  return made;
}

/** All services of the table, moved to the stub. */
function movedTo(origin: string): readonly MetadataService[] {
  return METADATA_SERVICES.map((service) => ({ ...service, origin }));
}

function sourceOn(origin: string, machine: Partial<MachineIdentity> | null): AddressSource {
  const identity = machine && { ...NO_NAMES, ...machine };
  return createMetadataSource({ services: movedTo(origin), readIdentity: async () => identity });
}

const ask = async (source: AddressSource) => (await askSource(source, createTestClock())).outcome;
const hetzner = async (handle: Handle) =>
  ask(sourceOn((await stub(handle)).origin, { sysVendor: 'Hetzner' }));
const address = (where: string): Outcome => ({ kind: 'addresses', addresses: [{ address: HERE, where }] });
const notFound: Handle = (_, response) => void response.writeHead(404).end('not found');

/** Answers at one path alone. */
function only(path: string, body = HERE): Handle {
  return (request, response) =>
    request.url === path && request.method === 'GET' ? response.end(body) : notFound(request, response);
}

test.each([
  [
    'Google Cloud',
    { sysVendor: 'Google' },
    '/computeMetadata/v1/instance/network-interfaces/0/access-configs/0/external-ip',
    { 'metadata-flavor': 'Google' },
  ],
  [
    'Azure',
    { sysVendor: 'Microsoft Corporation', chassisAssetTag: '7783-7084-3265-9085-8269-3286-77' },
    '/metadata/instance/network/interface/0/ipv4/ipAddress/0/publicIpAddress?api-version=2021-02-01&format=text',
    { metadata: 'true' },
  ],
  ['Hetzner Cloud', { sysVendor: 'Hetzner' }, '/hetzner/v1/metadata/public-ipv4', {}],
  ['DigitalOcean', { sysVendor: 'DigitalOcean' }, '/metadata/v1/interfaces/public/0/ipv4/address', {}],
  ['Tencent Cloud', { sysVendor: 'Tencent Cloud' }, '/latest/meta-data/public-ipv4', {}],
])('on a machine of %s its service is asked, and no other', async (provider, machine, path, headers) => {
  let seen: IncomingMessage['headers'] = {};
  const service = await stub((request, response) => {
    seen = request.headers;
    only(path)(request, response);
  });
  expect(await ask(sourceOn(service.origin, machine))).toEqual(
    address(`the metadata service of ${provider}`),
  );
  expect(service.asked).toEqual([`GET ${path}`]);
  expect(seen).toMatchObject(headers);
});

test.each([
  ['Amazon EC2', { sysVendor: 'Amazon EC2' }, 'x-aws-ec2-metadata-token', ['/latest/meta-data/public-ipv4']],
  [
    'Amazon EC2',
    { sysVendor: 'Xen', biosVersion: '4.11.amazon' },
    'x-aws-ec2-metadata-token',
    ['/latest/meta-data/public-ipv4'],
  ],
  [
    'Alibaba Cloud',
    { sysVendor: 'Alibaba Cloud' },
    'x-aliyun-ecs-metadata-token',
    ['/latest/meta-data/eipv4', '/latest/meta-data/public-ipv4'],
  ],
])('%s (%j) is asked with a token that it has given before', async (provider, machine, header, paths) => {
  const service = await stub((request, response) => {
    if (request.method === 'PUT' && request.headers[`${header}-ttl-seconds`] === '60') response.end('t0k=en');
    else if (request.headers[header] !== 't0k=en') response.writeHead(401).end();
    else only('/latest/meta-data/public-ipv4')(request, response);
  });
  expect(await ask(sourceOn(service.origin, machine))).toEqual(
    address(`the metadata service of ${provider}`),
  );
  expect(service.asked[0]).toBe('PUT /latest/api/token');
  expect(service.asked.slice(1).sort()).toEqual(paths.map((path) => `GET ${path}`));
});

test.each([
  ['a computer at home', { sysVendor: 'LENOVO' }],
  ['a virtual machine of its owner', { sysVendor: 'QEMU' }],
  [
    "a virtual machine under Microsoft's hypervisor that is not in Azure",
    { sysVendor: 'Microsoft Corporation' },
  ],
  ["a machine of Oracle's cloud", { sysVendor: 'QEMU', chassisAssetTag: 'OracleCloud.com' }],
])('on %s nobody is asked', async (_, machine) => {
  const service = await stub((_request, response) => response.end(HERE));
  expect(await ask(sourceOn(service.origin, machine))).toEqual({ kind: 'none' });
  expect(service.asked).toEqual([]);
});

test('where the firmware says nothing, all are asked; at the first address the others are hung up on', async () => {
  const waiting: { readonly path: string | undefined; readonly response: ServerResponse }[] = [];
  const goneAgain: Promise<unknown>[] = [];
  const service = await stub(({ url: path }, response) => {
    waiting.push({ path, response });
    goneAgain.push(new Promise((resolve) => response.on('close', resolve)));
    if (waiting.length < METADATA_SERVICES.length) return;
    waiting.find((one) => one.path?.startsWith('/hetzner/'))?.response.end(HERE);
  });
  expect(await ask(sourceOn(service.origin, null))).toEqual(address('the metadata service of Hetzner Cloud'));
  await Promise.all(goneAgain);
});

test('a service that answers at once that it has no address does not stop the others', async () => {
  let asked = 0;
  let last: ServerResponse | null = null;
  const service = await stub((request, response) => {
    asked += 1;
    if (request.url?.startsWith('/hetzner/')) last = response;
    else
      response
        .on('close', () => asked === METADATA_SERVICES.length && last?.end(HERE))
        .writeHead(404)
        .end();
  });
  expect(await ask(sourceOn(service.origin, null))).toMatchObject({ addresses: [{ address: HERE }] });
});

test('where the firmware says nothing and nobody answers, there is no cloud, which is no failure', async () => {
  const service = await stub(() => {
    // Silent, as where such packets go astray.
  });
  const clock = createTestClock();
  const asking = askSource(sourceOn(service.origin, null), clock);
  await service.firstRequest;
  clock.advance(TIMEOUT_MS);
  expect(await asking).toMatchObject({ outcome: { kind: 'none' } });
});

test.each<[string, Handle]>([
  ['404', notFound],
  ['an empty answer', (_, response) => response.end()],
  ['an empty line', (_, response) => response.end('\n')],
])('%s says that the machine has no public address', async (_, handle) => {
  expect(await hetzner(handle)).toEqual({ kind: 'none' });
});

test('an answer may end in a line end', async () => {
  expect(await hetzner((_, response) => response.end(`${HERE}\n`))).toMatchObject({ kind: 'addresses' });
});

test.each<[string, Handle, RegExp]>([
  ['refuses', (_, response) => void response.writeHead(403).end(HERE), /^status 403$/],
  ['is out of order', (_, response) => void response.writeHead(503).end(), /^status 503$/],
  ['answers with a page', (_, response) => response.end('<html>Log in</html>'), /no global IPv4 .*<html>/],
  ['answers with a private address', (_, response) => response.end('192.168.1.5'), /192\.168\.1\.5/],
  ['answers with an IPv6 address', (_, response) => response.end('2a01:4f8:c0c:1::1'), /no global IPv4/],
  ['answers with two addresses', (_, response) => response.end(`${HERE}\n${HERE}`), /no global IPv4/],
  ['answers with bytes', (_, response) => response.end(Buffer.from([0xff, 0x1b, 0x5b, 0x9b])), /no global/],
  [
    'answers with more than an address',
    (_, response) => response.end(' '.repeat(257)),
    /more than 256 bytes/,
  ],
  [
    'never stops answering',
    (_, response) => {
      const more = () => {
        response.write('203.0.113.10 ');
        if (!response.destroyed) setImmediate(more);
      };
      more();
    },
    /more than 256 bytes/,
  ],
  ['hangs up', (request) => request.socket.destroy(), /^ECONNRESET$/],
  [
    'promises more than it gives',
    (request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write(HERE, () => request.socket.destroy());
    },
    /^ECONNRESET$/,
  ],
])('a service that %s has failed, and it is said why', async (_, handle, why) => {
  const outcome = await hetzner(handle);
  expect(outcome).toEqual({ kind: 'failed', why: expect.stringMatching(why) });
  // Nothing that a terminal would obey.
  expect(outcome.kind === 'failed' && outcome.why).toMatch(/^[\x20-\x7e]*$/);
});

test('an answer of exactly as many bytes as are allowed is read', async () => {
  expect(await hetzner((_, response) => response.end(HERE.padEnd(256)))).toMatchObject({ kind: 'addresses' });
});

test('a redirect is not followed', async () => {
  const elsewhere = await stub((_, response) => response.end(HERE));
  const outcome = await hetzner((_, response) => {
    response.writeHead(302, { Location: `${elsewhere.origin}/` }).end();
  });
  expect(outcome).toEqual({ kind: 'failed', why: 'status 302' });
  expect(elsewhere.asked).toEqual([]);
});

test('a service that is not there has failed', async () => {
  const gone = await createStubMetadata(notFound);
  await gone.close();
  expect(await ask(sourceOn(gone.origin, { sysVendor: 'Hetzner' }))).toEqual({
    kind: 'failed',
    why: 'ECONNREFUSED',
  });
});

test.each<[string, Handle]>([
  ['is silent', () => undefined],
  ['begins to answer and falls silent', (_, response) => void response.write('203.0.')],
])('a service that %s is given up after 300 ms', async (_, handle) => {
  const service = await stub(handle);
  const clock = createTestClock();
  const asking = askSource(sourceOn(service.origin, { sysVendor: 'Hetzner' }), clock);
  await service.firstRequest;
  clock.advance(TIMEOUT_MS);
  expect(await asking).toMatchObject({ outcome: { kind: 'failed', why: 'no answer within 300 ms' } });
});

test('a service that is asked before it hands out tokens has failed', async () => {
  const service = await stub(
    (_, response) => void response.writeHead(403).end('HTTP tokens are switched off'),
  );
  const outcome = await ask(sourceOn(service.origin, { sysVendor: 'Amazon EC2' }));
  expect(outcome).toEqual({ kind: 'failed', why: 'status 403 instead of a token' });
  expect(service.asked).toEqual(['PUT /latest/api/token']);
});

test('a token that does not fit into a header is a failure, not a crash', async () => {
  const service = await stub((_, response) => response.end('a\r\nb: c'));
  const outcome = await ask(sourceOn(service.origin, { sysVendor: 'Amazon EC2' }));
  expect(outcome).toEqual({ kind: 'failed', why: 'ERR_INVALID_CHAR' });
});

test('a proxy that the process is set to is not used', async () => {
  const proxy = await stub((_, response) => response.end('198.51.100.7'));
  const usual = http.globalAgent;
  http.globalAgent = new Agent({ proxyEnv: { HTTP_PROXY: proxy.origin } });
  try {
    expect(await hetzner((_, response) => response.end(HERE))).toMatchObject({
      addresses: [{ address: HERE }],
    });
    expect(proxy.asked).toEqual([]);
  } finally {
    http.globalAgent = usual;
  }
});

test('every service is asked at a link-local address, or at the one that Alibaba Cloud has instead, over plain HTTP', () => {
  const origins = METADATA_SERVICES.map(({ origin }) => origin);
  expect([...new Set(origins)].sort()).toEqual([
    'http://100.100.100.200',
    'http://169.254.0.23',
    'http://169.254.169.254',
  ]);
});

test('no machine is taken for two clouds', () => {
  const vendors = [
    'Amazon EC2',
    'Google',
    'Microsoft Corporation',
    'Alibaba Cloud',
    'Hetzner',
    'DigitalOcean',
  ];
  for (const sysVendor of [...vendors, 'Tencent Cloud', 'QEMU', 'Xen']) {
    expect(METADATA_SERVICES.filter(({ isHere }) => isHere({ ...NO_NAMES, sysVendor })).length).toBeLessThan(
      2,
    );
  }
});
