import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientEvents, MAX_FRAME_BYTES, MAX_PAYLOAD_CHARACTERS, PROTOCOL_VERSION } from '#protocol';
import { LIMITS } from '../src/core/limits.ts';
import { connectPage, joinRequest, joinRoom, startService } from './service.ts';

test('two pages meet and exchange sealed payloads, each stamped with its sender', async () => {
  const { url } = await startService();
  const [ann, ben] = [await connectPage(url), await connectPage(url)];
  const annSeat = await joinRoom(ann);
  const benSeat = await joinRoom(ben);
  expect(await ann.next('peer:joined')).toEqual({ id: benSeat.self, session: 's'.repeat(22) });
  expect(benSeat.peers).toEqual([{ id: annSeat.self, session: 's'.repeat(22), away: false }]);
  ben.socket.emit('signal', { to: annSeat.self, payload: 'c2VhbGVk', from: 'somebody-else' });
  expect(await ann.next('signal')).toEqual({ from: benSeat.self, payload: 'c2VhbGVk' });
});

test('credentials for TURN come with a seat and by ice:refresh, and only so', async () => {
  const { url } = await startService();
  const page = await connectPage(url);
  expect(await page.ask('ice:refresh', {})).toMatchObject({ ok: false, code: 'not-in-room' });
  const seat = await joinRoom(page);
  expect(seat.iceServers[0]).toMatchObject({ urls: ['turn:127.0.0.1:3478?transport=udp'] });
  expect(seat.iceServers[0]?.username).toMatch(new RegExp(`^\\d+:${seat.self}$`));
  expect(await page.ask('ice:refresh', {})).toMatchObject({ ok: true, ttlSeconds: 3600 });
});

test('a signal that cannot be delivered comes back with its reason', async () => {
  const { url } = await startService();
  const [ann, ben, outsider] = [await connectPage(url), await connectPage(url), await connectPage(url)];
  const annSeat = await joinRoom(ann);
  await joinRoom(ben, { room: 'Q'.repeat(43) });
  const refusal = async (page: typeof ann, signal: unknown) => {
    page.socket.emit('signal', signal);
    return page.next('signal:refused');
  };
  const to = annSeat.self;
  expect(await refusal(ben, { to, payload: 'x' })).toEqual({ to, code: 'unknown-peer' });
  expect(await refusal(outsider, { to, payload: 'x' })).toEqual({ to, code: 'not-in-room' });
  const large = { to, payload: 'x'.repeat(MAX_PAYLOAD_CHARACTERS + 1) };
  expect(await refusal(ben, large)).toEqual({ to, code: 'too-large' });
  expect(await refusal(ben, { to: 'constructor', payload: 'x' })).toEqual({ code: 'bad-request' });
  expect(await refusal(ben, null)).toEqual({ code: 'bad-request' });
  expect(ann.heard).toEqual([]);
});

test('a lost page is away, comes back by its token, and its peer is told', async () => {
  const { url } = await startService();
  const [ann, ben] = [await connectPage(url), await connectPage(url)];
  await joinRoom(ann);
  const benSeat = await joinRoom(ben);
  ben.socket.disconnect();
  expect(await ann.next('peer:away')).toEqual({ id: benSeat.self });
  const again = await connectPage(url);
  const back = await joinRoom(again, { resume: benSeat.resume, session: 'n'.repeat(22) });
  expect(back.self).toBe(benSeat.self);
  expect(await ann.next('peer:back')).toEqual({ id: benSeat.self, session: 'n'.repeat(22) });
});

test('a stolen or superseded resume token gets nothing', async () => {
  const { url } = await startService();
  const [ann, ben] = [await connectPage(url), await connectPage(url)];
  await joinRoom(ann);
  const benSeat = await joinRoom(ben);
  const steal = async (room: string, resume: string) =>
    (await connectPage(url)).ask('room:join', joinRequest({ room, resume }));
  const room = joinRequest().room;
  expect(await steal('Q'.repeat(43), benSeat.resume)).toMatchObject({ ok: false, code: 'expired' });
  expect(await steal(room, `${benSeat.resume}A`)).toMatchObject({ ok: false, code: 'expired' });

  const second = await joinRoom(await connectPage(url), { resume: benSeat.resume });
  const third = await joinRoom(await connectPage(url), { resume: second.resume });
  expect(third.self).toBe(benSeat.self);
  expect(await steal(room, benSeat.resume)).toMatchObject({ ok: false, code: 'expired' });
  expect(await ben.next('room:closed')).toEqual({ reason: 'replaced' });
  ben.socket.emit('signal', { to: third.self, payload: 'x' });
  expect(await ben.next('signal:refused')).toEqual({ to: third.self, code: 'not-in-room' });
  expect(ann.heard.filter(([name]) => name === 'signal')).toEqual([]);
});

test('a page of another version is told so', async () => {
  const { url } = await startService();
  const page = await connectPage(url);
  const old = { ...joinRequest(), version: PROTOCOL_VERSION + 1 };
  expect(await page.askRaw('room:join', old)).toMatchObject({ code: 'version' });
});

test('a foreign or null origin gets no connection, our own and none do', async () => {
  const { url } = await startService({ ALLOWED_ORIGINS: 'https://listed.example' });
  await expect(connectPage(url, { Origin: 'https://evil.example' })).rejects.toThrow();
  await expect(connectPage(url, { Origin: 'null' })).rejects.toThrow();
  for (const origin of [url, 'https://listed.example']) await connectPage(url, { Origin: origin });
  await connectPage(url);
});

test('nothing a client can send throws, and the next client is served as before', async () => {
  const { url, logged } = await startService();
  const events = [...Object.keys(clientEvents), 'constructor', '__proto__', 'disconnect-me', ''];
  const page = await connectPage(url);
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...events),
      fc.array(fc.jsonValue(), { maxLength: 3 }),
      async (name, args) => {
        if (++sent > LIMITS.eventsPerConnection.points - 20) return;
        const answer = name === 'signal' ? null : await page.askRaw(name, ...args);
        if (name === 'signal') page.socket.emit(name, ...args);
        else expect(answer).toMatchObject({ ok: false });
      },
    ),
    { numRuns: 250 },
  );
  page.socket.emit('signal', { to: { toString: 5 }, payload: randomBytes(100) });
  expect(logged.filter((line) => line.level === 'error')).toEqual([]);
  await joinRoom(await connectPage(url));
});

test('a frame over the limit ends the connection, and only that one', async () => {
  const { url } = await startService();
  const [ann, mallory] = [await connectPage(url), await connectPage(url)];
  const ended = new Promise((resolve) => mallory.socket.once('disconnect', resolve));
  mallory.socket.emit('signal', { to: 'x', payload: 'x'.repeat(MAX_FRAME_BYTES) });
  await ended;
  await joinRoom(ann);
});

test('a connection over its rate is refused, and closed when it goes on', async () => {
  const { url } = await startService();
  const page = await connectPage(url);
  const { points } = LIMITS.eventsPerConnection;
  const answers = await Promise.all(Array.from({ length: points + 5 }, () => page.ask('ice:refresh', {})));
  expect(answers.slice(0, points).every((one) => !one.ok && one.code === 'not-in-room')).toBe(true);
  expect(answers.at(-1)).toMatchObject({ code: 'rate-limited', retryAfterSeconds: expect.any(Number) });
  const ended = new Promise((resolve) => page.socket.once('disconnect', resolve));
  for (let n = 0; n < points * LIMITS.floodFactor; n++) page.socket.emit('nonsense');
  expect(await ended).toBe('io server disconnect');
});

test('an address has a limit of sockets, also when it asks for all of them at once', async () => {
  const { url } = await startService();
  const asked = await Promise.allSettled(
    Array.from({ length: LIMITS.socketsPerAddress + 20 }, () => connectPage(url)),
  );
  const pages = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(pages).toHaveLength(LIMITS.socketsPerAddress);
  const [first] = pages;
  first?.socket.disconnect();
  const connects = () =>
    connectPage(url).then(
      () => true,
      () => false,
    );
  await expect.poll(connects).toBe(true);
});

test('sockets, handshakes and joins are counted by the address behind a trusted proxy', async () => {
  const { url } = await startService({ TRUSTED_PROXIES: '127.0.0.1' });
  const connects = async (from: string) => {
    const page = await connectPage(url, { 'X-Forwarded-For': from }).catch(() => null);
    if (page === null) return 'no connection';
    const answer = await page.ask('room:join', joinRequest({ room: randomBytes(32).toString('base64url') }));
    page.socket.disconnect();
    return answer.ok ? 'joined' : answer.code;
  };
  const crowd = '203.0.113.7';
  const held = Array.from({ length: LIMITS.socketsPerAddress }, () =>
    connectPage(url, { 'X-Forwarded-For': crowd }),
  );
  const [first] = await Promise.all(held);
  expect(await connects(crowd)).toBe('no connection');
  expect(await connects('203.0.113.8')).toBe('joined');
  for (let n = 0; n < LIMITS.joinsPerAddress.points; n++) {
    await first?.ask('room:join', joinRequest());
    await first?.ask('room:leave', {});
  }
  expect(await first?.ask('room:join', joinRequest())).toMatchObject({ code: 'rate-limited' });
  expect(await connects('203.0.113.8')).toBe('joined');
});

test('a connection is one socket: asking for more ends it', async () => {
  const { url } = await startService();
  const page = await connectPage(url);
  const ended = new Promise((resolve) => page.socket.once('disconnect', resolve));
  // A CONNECT packet of socket.io, inside a message of engine.io.
  page.socket.io.engine.write('0');
  await ended;
});

test('a page that does not read is cut off before it fills the server', async () => {
  const { url } = await startService();
  const [ann, deaf] = [await connectPage(url), await connectPage(url)];
  await joinRoom(ann);
  const deafSeat = await joinRoom(deaf);
  const transport = deaf.socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void } } };
  transport.ws._socket.pause();
  const payload = 'x'.repeat(MAX_PAYLOAD_CHARACTERS);
  for (let sent = 0; sent < LIMITS.eventsPerConnection.points - 10; sent++) {
    ann.socket.emit('signal', { to: deafSeat.self, payload });
  }
  expect(await ann.next('peer:away')).toEqual({ id: deafSeat.self });
});

test('what one page says is done in the order in which it was said', async () => {
  const { url } = await startService();
  const [ann, ben] = [await connectPage(url), await connectPage(url)];
  await joinRoom(ann);
  const joining = ben.ask('room:join', joinRequest());
  const leaving = ben.ask('room:leave', {});
  expect(await joining).toMatchObject({ ok: true });
  expect(await leaving).toEqual({ ok: true });
  expect(await ann.next('peer:left')).toMatchObject({ reason: 'left' });
});

test('a stopping service disconnects its pages and then nothing listens', async () => {
  const service = await startService();
  const page = await connectPage(service.url);
  await joinRoom(page);
  const ended = new Promise((resolve) => page.socket.once('disconnect', resolve));
  await service.close();
  await ended;
  await expect(fetch(`${service.url}/healthz`)).rejects.toThrow();
});
