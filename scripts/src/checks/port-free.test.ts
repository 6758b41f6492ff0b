import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { RunProgram } from '../lib/run-program.ts';
import { holderOfPort, portProblem } from './port-free.ts';

const SS = `udp   UNCONN 0      0          127.0.0.1:3478       0.0.0.0:*    users:(("turnserver",pid=30759,fd=18))
tcp   LISTEN 0      511        127.0.0.1:13000      0.0.0.0:*    users:(("wrong one",pid=1,fd=21))
tcp   LISTEN 0      511          0.0.0.0:3000       0.0.0.0:*    users:(("node",pid=12,fd=21),("node",pid=13,fd=21))
tcp   LISTEN 0      511             [::]:3001          [::]:*
`;

test.each([
  ['tcp', 3000, 'node (pid 12)'],
  ['udp', 3478, 'turnserver (pid 30759)'],
  ['tcp', 3478, ''],
  ['tcp', 3001, ''],
  ['tcp', 300, ''],
] as const)('the holder of %s %i is "%s"', (protocol, port, holder) => {
  expect(holderOfPort(SS, protocol, port)).toBe(holder);
});

test('without ss nobody is named', () => {
  expect(holderOfPort('spawn ss ENOENT', 'tcp', 3000)).toBe('');
});

const run: RunProgram = async () => ({ code: 0, output: '' });
const wanted = { address: '127.0.0.1', use: 'the page', cure: 'Choose another.' };

test('a free port is no problem, and is free afterwards', async () => {
  for (const protocol of ['tcp', 'udp'] as const) {
    const port = await freePort();
    expect(await portProblem({ ...wanted, protocol, port }, run)).toBeNull();
    expect(await portProblem({ ...wanted, protocol, port }, run)).toBeNull();
  }
});

test('a taken TCP port is named, with what it was wanted for and the cure', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await portProblem({ ...wanted, protocol: 'tcp', port }, run)).toEqual({
    code: 'port-taken',
    cause: `expected port ${port}/tcp for the page to be free; found it taken`,
    cure: 'Choose another.',
  });
  server.close();
});

test('a UDP port is taken also when its holder would share it', async () => {
  const socket = createSocket({ type: 'udp4', reuseAddr: true }).bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  expect(await portProblem({ ...wanted, protocol: 'udp', port }, run)).toMatchObject({ code: 'port-taken' });
  socket.close();
});

test('an address that this host does not have is a problem', async () => {
  const problem = await portProblem({ ...wanted, protocol: 'tcp', port: 3000, address: '203.0.113.99' }, run);
  expect(problem).toMatchObject({ code: 'port-unusable', cause: expect.stringContaining('EADDRNOTAVAIL') });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
