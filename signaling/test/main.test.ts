/** The process: how it starts, refuses to start, and ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const SECRET = 'secret-of-the-tests-'.repeat(2);
const settings = {
  LISTEN_HOST: '127.0.0.1',
  PORT: '0',
  WEB_ROOT: tmpdir(),
  TURN_URLS: 'turn:127.0.0.1:3478?transport=udp',
  TURN_SECRET: SECRET,
  RESUME_KEY: SECRET,
};

/** Started where there is no `.env`. */
function start(env: Record<string, string>): ChildProcess {
  const service = spawn(process.execPath, ['--conditions=source', main], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void service.kill('SIGKILL'));
  return service;
}

async function printed(stream: ChildProcess['stdout']): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}

async function untilListening({ stdout }: ChildProcess): Promise<void> {
  let text = '';
  while (!text.includes('"listening"'))
    text += String((await once(stdout as NonNullable<typeof stdout>, 'data'))[0]);
}

test('wrong settings end it at once, each in a line of its own and none with a secret', async () => {
  const service = start({ ...settings, ROOM_CAPACITY: '99', LOG_LEVEL: 'loud', TURN_SECRET: 'short-secret' });
  const [errors, [code]] = await Promise.all([printed(service.stderr), once(service, 'close')]);
  expect(code).toBe(1);
  expect(errors.trim().split('\n')).toEqual([
    expect.stringMatching(/^configuration: ROOM_CAPACITY: expected .* found "99"\.$/),
    expect.stringMatching(/^configuration: LOG_LEVEL: /),
    expect.stringMatching(/^configuration: TURN_SECRET: /),
  ]);
  expect(errors).not.toContain('short-secret');
});

test('it stops when it is told to, and says so', async () => {
  const service = start(settings);
  await untilListening(service);
  service.kill('SIGTERM');
  const [log, [code]] = await Promise.all([printed(service.stdout), once(service, 'close')]);
  expect(code).toBe(0);
  expect(log).toContain('"stopped"');
  expect(log).not.toContain(SECRET);
});

test('it also stops when nobody reads its log any more', async () => {
  const service = start(settings);
  await untilListening(service);
  service.stdout?.destroy();
  service.kill('SIGTERM');
  expect((await once(service, 'exit'))[0]).toBe(0);
});
