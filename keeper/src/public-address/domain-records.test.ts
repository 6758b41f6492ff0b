import { createSocket, type Socket } from 'node:dgram';
import { afterEach, expect, test } from 'vitest';
import { createTestClock } from '../../../signaling/src/core/testing/test-clock.ts';
import { askSource, type Outcome } from './address-source.ts';
import { createDomainSource } from './domain-records.ts';

const DNS_TIMEOUT_MS = 2_000;
const [NO_ERROR, SERVER_FAILURE, NAME_ERROR] = [0, 2, 3];
const HEADER_BYTES = 12;
const TYPE_AND_CLASS_BYTES = 4;

const closing = new Set<Socket>();
afterEach(() => {
  for (const socket of closing) socket.close();
});

interface Answer {
  readonly code: number;
  readonly type?: number;
  readonly records?: readonly (readonly number[])[];
}

/** A name server (RFC 1035 §4) that gives the same answer to every question; null: none. */
async function createNameServer(answer: Answer | null) {
  const socket = createSocket('udp4');
  const firstQuestion = new Promise<void>((resolve) => socket.once('message', () => resolve()));
  const server = {
    address: '',
    firstQuestion,
    questions: 0,
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
  socket.on('message', (query, from) => {
    server.questions += 1;
    if (answer === null) return;
    const { code, type = 1, records = [] } = answer;
    const question = query.subarray(HEADER_BYTES, query.indexOf(0, HEADER_BYTES) + 1 + TYPE_AND_CLASS_BYTES);
    const header = [0x81, 0x80 | code, 0, 1, 0, records.length, 0, 0, 0, 0];
    // The name is the one of the question; class IN, five minutes.
    const beforeData = [0xc0, HEADER_BYTES, 0, type, 0, 1, 0, 0, 1, 44, 0];
    const rows = records.flatMap((data) => [...beforeData, data.length, ...data]);
    socket.send(
      Buffer.concat([query.subarray(0, 2), Buffer.from(header), question, Buffer.from(rows)]),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  closing.add(socket);
  socket.once('close', () => closing.delete(socket));
  server.address = `127.0.0.1:${socket.address().port}`;
  return server;
}

async function lookUp(answer: Answer, record: 'A' | 'AAAA' = 'A'): Promise<Outcome> {
  const { address } = await createNameServer(answer);
  const source = createDomainSource('call.example.org', record, [address]);
  return (await askSource(source, createTestClock())).outcome;
}

test('the A records are found, in the same order however the name server turns them', async () => {
  const where = 'the A record of call.example.org';
  const records = [
    [203, 0, 113, 10],
    [198, 51, 100, 7],
  ];
  const sorted = {
    kind: 'addresses',
    addresses: [
      { address: '198.51.100.7', where },
      { address: '203.0.113.10', where },
    ],
  };
  expect(await lookUp({ code: NO_ERROR, records })).toEqual(sorted);
  expect(await lookUp({ code: NO_ERROR, records: records.toReversed() })).toEqual(sorted);
});

test('the AAAA record is found', async () => {
  const data = [0x2a, 0x01, 0x04, 0xf8, 0x0c, 0x0c, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1];
  expect(await lookUp({ code: NO_ERROR, type: 28, records: [data] }, 'AAAA')).toMatchObject({
    addresses: [{ address: '2a01:4f8:c0c:1::1', where: 'the AAAA record of call.example.org' }],
  });
});

test.each([
  ['does not exist', { code: NAME_ERROR }],
  ['has no such record', { code: NO_ERROR }],
])('that the name %s is an answer, not a failure', async (_, answer) => {
  expect(await lookUp(answer)).toEqual({ kind: 'none' });
});

test('a name server that fails is a failure', async () => {
  expect(await lookUp({ code: SERVER_FAILURE })).toEqual({ kind: 'failed', why: 'ESERVFAIL' });
});

test('when two seconds are over, it is given up, and no further name server is asked', async () => {
  const first = await createNameServer(null);
  const second = await createNameServer(null);
  const clock = createTestClock();
  const source = createDomainSource('call.example.org', 'A', [first.address, second.address]);
  const asking = askSource(source, clock);
  await first.firstQuestion;
  clock.advance(DNS_TIMEOUT_MS);
  expect((await asking).outcome).toEqual({ kind: 'failed', why: 'no answer within 2000 ms' });
  expect(second.questions).toBe(0);
});

test('when there is no first name server, the second is asked', async () => {
  const gone = await createNameServer(null);
  await gone.close();
  const there = await createNameServer({ code: NO_ERROR, records: [[203, 0, 113, 10]] });
  const source = createDomainSource('call.example.org', 'A', [gone.address, there.address]);
  expect((await askSource(source, createTestClock())).outcome).toMatchObject({
    addresses: [{ address: '203.0.113.10' }],
  });
});
