/** The operator's program beside a running service. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { checkupAnswer, operatorLink, serviceStatus } from '#protocol';
import { startService } from './service.ts';

const program = fileURLToPath(new URL('../src/operator.ts', import.meta.url));
const OPERATOR_TOKEN = 'operator-token-of-the-tests';
const CREATE_PASSWORD = 'three unusual words';

async function run(env: Record<string, string>, ...words: string[]) {
  const child = spawn(process.execPath, ['--conditions=source', program, ...words], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, LISTEN_HOST: '0.0.0.0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [output, errors] = ['', ''];
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (errors += text));
  const [code] = await once(child, 'close');
  return { code, output, errors };
}

test('it prints what the service answers to its operator', async () => {
  const { port } = await startService({ OPERATOR_TOKEN, CREATE_PASSWORD });
  const ask = async (...words: string[]) => {
    const { code, output } = await run({ PORT: String(port), OPERATOR_TOKEN, CREATE_PASSWORD }, ...words);
    return { code, answer: JSON.parse(output) };
  };
  const credentials = await ask('credentials');
  expect([credentials.code, checkupAnswer.safeParse(credentials.answer).success]).toEqual([0, true]);
  expect((await ask('guest', '阿姨')).answer).toMatchObject({
    ok: true,
    path: expect.stringMatching(/^\/test#[\w-]{22}$/),
  });
  expect((await ask('guests')).answer.tests).toMatchObject([{ label: '阿姨', result: null }]);
  expect((await ask('reports')).answer).toEqual({ ok: true, reports: [] });
  expect(serviceStatus.parse((await ask('status')).answer).guestTests.links).toBe(1);
  expect(operatorLink.parse((await ask('link')).answer).path).toMatch(/^\/status#[\w-]{22}$/);
});

test('a refusal is an answer', async () => {
  const { port } = await startService({ OPERATOR_TOKEN });
  const { code, output } = await run({ PORT: String(port), OPERATOR_TOKEN: `${OPERATOR_TOKEN}x` }, 'reports');
  expect([code, JSON.parse(output).code]).toEqual([0, 'unauthorized']);
});

test('no service, wrong words and wrong settings are told in a line, without the token', async () => {
  const { port, close } = await startService({ OPERATOR_TOKEN });
  await close();
  for (const [env, words] of [
    [{ PORT: String(port), OPERATOR_TOKEN }, ['reports']],
    [{ PORT: String(port), OPERATOR_TOKEN }, ['report']],
    [{ PORT: 'x', OPERATOR_TOKEN: 'too-short' }, ['reports']],
  ] as const) {
    const { code, output, errors } = await run(env, ...words);
    expect([code, output]).toEqual([1, '']);
    expect(errors).toMatch(/^✗ .+\n/);
    expect(errors).not.toMatch(/operator-token|too-short/);
  }
});
