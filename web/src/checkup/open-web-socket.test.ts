import { beforeEach, expect, it } from 'vitest';
import { VirtualClock } from '../rtc/testing/virtual-clock.ts';
import { ANSWER_LIMIT_MS } from './checkup-server.ts';
import { openWebSocket } from './open-web-socket.ts';

let clock: VirtualClock;
let controller: AbortController;
let socket: FakeSocket;

class FakeSocket extends EventTarget {
  isClosed = false;
  close(): void {
    this.isClosed = true;
  }
}

beforeEach(() => {
  clock = new VirtualClock();
  controller = new AbortController();
  socket = new FakeSocket();
});

function open(origin = 'https://call.example.org') {
  const urls: string[] = [];
  const create = (url: string) => {
    urls.push(url);
    return socket as unknown as WebSocket;
  };
  return { urls, result: openWebSocket({ create, origin, clock, signal: controller.signal }) };
}

it('is open with the server’s first word, and closed again', async () => {
  const { urls, result } = open();
  socket.dispatchEvent(new MessageEvent('message', { data: '0{"sid":"x"}' }));
  expect(await result).toBe('open');
  expect(urls).toEqual(['wss://call.example.org/socket.io/?EIO=4&transport=websocket']);
  expect(socket.isClosed).toBe(true);
  expect(clock.pending).toBe(0);
});

it('goes without TLS where the page does', () => {
  expect(open('http://192.0.2.1:8080').urls).toEqual([
    'ws://192.0.2.1:8080/socket.io/?EIO=4&transport=websocket',
  ]);
});

it.each<[string, Event]>([
  ['another first word', new MessageEvent('message', { data: 'hello' })],
  ['bytes', new MessageEvent('message', { data: new ArrayBuffer(2) })],
  ['a close', new Event('close')],
  ['an error', new Event('error')],
])('fails with %s', async (_, event) => {
  const { result } = open();
  socket.dispatchEvent(event);
  expect(await result).toBe('failed');
  expect(socket.isClosed).toBe(true);
});

it('fails at the limit, and when the page goes', async () => {
  const silent = open();
  await clock.advance(ANSWER_LIMIT_MS);
  expect(await silent.result).toBe('failed');
  const left = open();
  controller.abort();
  expect(await left.result).toBe('failed');
});
