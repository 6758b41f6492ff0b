/** CREATE_PASSWORD over real sockets. */
import { expect, test } from 'vitest';
import { LIMITS } from '../src/core/limits.ts';
import { connectPage, joinRequest, joinRoom, startService } from './service.ts';

const PASSWORD = 'three unusual words';
const { points } = LIMITS.wrongPasswordsPerAddress;

test('a password opens the room, its guests need none, and nothing of it is logged', async () => {
  const { url, logged } = await startService({ CREATE_PASSWORD: PASSWORD });
  const [ann, ben] = [await connectPage(url), await connectPage(url)];
  expect(await ann.ask('room:join', joinRequest())).toMatchObject({ code: 'password-needed' });
  const wrong = joinRequest({ password: 'tree unusual words' });
  expect(await ann.ask('room:join', wrong)).toMatchObject({ code: 'wrong-password' });
  await joinRoom(ann, { password: PASSWORD });
  await joinRoom(ben);
  await ann.ask('room:leave', {});
  await ben.ask('room:leave', {});
  expect(await ben.ask('room:join', joinRequest())).toMatchObject({ code: 'password-needed' });
  expect(JSON.stringify(logged)).not.toContain('unusual');
});

test('guesses sent at once over many connections are counted by the address, and disturb nobody else', async () => {
  const { url } = await startService({ CREATE_PASSWORD: PASSWORD, TRUSTED_PROXIES: '127.0.0.1' });
  const from = (address: string) => connectPage(url, { 'X-Forwarded-For': address });
  const host = await from('203.0.113.7');
  await joinRoom(host, { password: PASSWORD, room: 'Q'.repeat(43) });
  // All of one household: the same /64.
  const guessers = await Promise.all(Array.from({ length: points * 2 }, (_, n) => from(`2001:db8::${n}`)));
  const answers = await Promise.all(
    guessers.map((page, n) => page.ask('room:join', joinRequest({ password: `guess ${n}` }))),
  );
  const codes = answers.map((answer) => (answer.ok ? 'joined' : answer.code));
  expect(codes.filter((code) => code === 'wrong-password')).toHaveLength(points);
  expect(codes.filter((code) => code === 'rate-limited')).toHaveLength(points);

  const [guesser] = guessers;
  const right = joinRequest({ password: PASSWORD });
  expect(await guesser?.ask('room:join', right)).toMatchObject({ code: 'rate-limited' });
  // Beside a guesser people join what is open, and elsewhere they open rooms.
  const there = joinRequest({ room: 'Q'.repeat(43), password: 'not even looked at' });
  expect(await guesser?.ask('room:join', there)).toMatchObject({ ok: true });
  expect(await (await from('203.0.113.8')).ask('room:join', right)).toMatchObject({ ok: true });
});
