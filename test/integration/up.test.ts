/** `./scripts/up` with a real coturn and the real service, in a network of its own. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PrivateNetwork } from './up/private-network.ts';
import { RunningUp } from './up/running-up.ts';

const isRoot = process.getuid?.() === 0;

// Networks of their own are for root.
describe.skipIf(!isRoot)('./scripts/up', () => {
  let network: PrivateNetwork;
  let directory: string;
  let stateDirectory: string;

  beforeEach(async () => {
    network = await PrivateNetwork.create();
    directory = mkdtempSync(join(tmpdir(), 'burrow-up-'));
    stateDirectory = join(directory, 'state');
  });
  afterEach(async () => {
    await network.remove();
    rmSync(directory, { recursive: true, force: true });
  });

  function startUp(args: readonly string[] = [], env: Record<string, string> = {}): RunningUp {
    return new RunningUp({ network, stateDirectory, args, env });
  }

  const status = (url: string) => network.run('curl', '-sk', '-o', '/dev/null', '-w', '%{http_code}', url);

  /** A turnserver that is a shell script, first in PATH. */
  function fakeTurnserver(script: string): Record<string, string> {
    const path = join(directory, 'turnserver');
    writeFileSync(path, `#!/bin/sh\n[ "$1" = --version ] && { echo 4.18.0; exit; }\n${script}\n`);
    chmodSync(path, 0o755);
    return { PATH: `${directory}:${process.env.PATH}` };
  }

  /** The one line of a start that was refused, after which nothing runs. */
  async function refusal(up: RunningUp): Promise<string> {
    expect(await up.ended).toBe(1);
    const refusals = up.lines.filter((line) => line.startsWith('✗'));
    expect(refusals).toHaveLength(1);
    expect(up.lines.at(-1)).toBe(refusals[0]);
    expect(network.processes()).toEqual([]);
    return refusals[0] ?? '';
  }

  test('starts everything, says so in its last line, and leaves nothing behind', async () => {
    const up = startUp();
    await up.line(/^ready /);
    expect(up.lines.at(-1)).toBe('ready http://localhost:3000');
    expect(status('http://localhost:3000/readyz')).toBe('200');
    expect(status('http://localhost:3000/')).toBe('200');
    up.signal('SIGTERM');
    expect(await up.ended).toBe(0);
    expect(network.processes()).toEqual([]);
    expect(readdirSync(stateDirectory)).not.toContain('turnserver.pid');
  });

  test('a second start keeps the secrets and builds nothing', async () => {
    const secrets = () =>
      ['turn-secret', 'resume-key'].map((name) => readFileSync(join(stateDirectory, name), 'utf8'));
    const first = startUp();
    await first.line(/^ready /);
    const before = secrets();
    first.signal('SIGINT');
    expect(await first.ended).toBe(0);
    const second = startUp(['--port', '3111']);
    expect(await second.line(/^ready /)).toBe('ready http://localhost:3111');
    expect(second.lines.join('\n')).toMatch(/already built.*\nsecrets \.\.\. already there/);
    expect(secrets()).toEqual(before);
    second.signal('SIGTERM');
    await second.ended;
  });

  test.each([[[]], [['--https']]])('its operator asks it with the same options: %j', async (options) => {
    const up = startUp(options);
    await up.line(/^ready /);
    const ask = (...words: string[]) => {
      const cli = [
        '--conditions=source',
        fileURLToPath(new URL('../../scripts/src/cli.ts', import.meta.url)),
      ];
      return network.run(process.execPath, ...cli, 'burrow', ...words, '--state', stateDirectory, ...options);
    };
    const link = /\/\/localhost:3000\/test#[\w-]{22}\n/;
    expect(ask('guest', 'Ann')).toMatch(link);
    expect(ask('guest', 'list')).toContain('Ann\n  nobody has used it');
    expect(JSON.parse(ask('credentials', '--json')).iceServers[0].credential).toMatch(/=$/);
    expect(ask('reports')).toBe('no reports\n');
    const { findings } = JSON.parse(ask('doctor', '--json'));
    const passed = findings.filter(({ status: judged }: { status: string }) => judged === 'pass');
    expect(passed.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['service', 'relay-udp', 'relay-tcp', 'wrong-credential', 'private-peer']),
    );
    expect(up.lines.join('\n')).not.toContain(
      readFileSync(join(stateDirectory, 'operator-token'), 'utf8').trim(),
    );
    up.signal('SIGTERM');
    expect(await up.ended).toBe(0);
  });

  test('with --https the page has a certificate', async () => {
    const up = startUp(['--https']);
    expect(await up.line(/^ready /)).toBe('ready https://localhost:3000');
    expect(status('https://localhost:3000/readyz')).toBe('200');
    up.signal('SIGTERM');
    await up.ended;
  });

  test('no secret is in its output, in arguments or in environments', async () => {
    const up = startUp();
    await up.line(/^ready /);
    const secrets = ['turn-secret', 'resume-key'].map((name) =>
      readFileSync(join(stateDirectory, name), 'utf8').trim(),
    );
    const seen = network
      .processes()
      .map(({ pid, command }) => command + readFileSync(`/proc/${pid}/environ`, 'utf8'))
      .concat(up.lines, readFileSync(join(stateDirectory, 'turnserver.conf'), 'utf8'))
      .join('\n');
    for (const secret of secrets) expect(seen).not.toContain(secret);
    up.signal('SIGTERM');
    await up.ended;
  });

  test('what dies is started again', async () => {
    const up = startUp();
    await up.line(/^ready /);
    process.kill(network.pidOf('turnserver -c'), 'SIGKILL');
    expect(await up.line(/^turnserver ended/)).toBe(
      'turnserver ended by SIGKILL; starting it again in 0.5 s',
    );
    await up.line(/^turnserver is back/);
    process.kill(network.pidOf('dist/main.js'), 'SIGKILL');
    await up.line(/^the signaling service is back/);
    expect(status('http://localhost:3000/readyz')).toBe('200');
    up.signal('SIGTERM');
    expect(await up.ended).toBe(0);
    expect(network.processes()).toEqual([]);
  });

  test('when it is killed itself, its children end too', async () => {
    const up = startUp();
    await up.line(/^ready /);
    up.signal('SIGKILL');
    await up.ended;
    await expect.poll(() => network.processes(), { timeout: 10_000 }).toEqual([]);
  });

  test('a page port that is taken is named, with who has it', async () => {
    const holder = startUp();
    await holder.line(/^ready /);
    const second = startUp();
    expect(await second.ended).toBe(1);
    expect(second.lines.at(-1)).toMatch(
      /^✗ expected port 3000\/tcp for the page to be free; found it taken by \S+ \(pid \d+\)\. .*--port 3001\.$/,
    );
    holder.signal('SIGTERM');
    await holder.ended;
  });

  test('a TURN port that is taken is named, with who has it', async () => {
    const holder = startUp();
    await holder.line(/^ready /);
    const second = startUp(['--port', '3111']);
    expect(await second.ended).toBe(1);
    expect(second.lines.at(-1)).toMatch(
      /^✗ expected port 3478\/udp for the relay to be free; found it taken by turnserver \(pid \d+\)\. Stop it/,
    );
    holder.signal('SIGTERM');
    await holder.ended;
  });

  test('the page cannot have the port of the relay', async () => {
    expect(await refusal(startUp(['--port', '3478']))).toMatch(
      /^✗ expected the page to have a port of its own; found 3478/,
    );
  });

  test('a turnserver that is missing where nothing may be installed is one line', async () => {
    // An empty PATH has no apt-get either.
    expect(await refusal(startUp([], { PATH: directory }))).toMatch(
      /^✗ expected the packages coturn, .*not found.*apt-get install -y --no-install-recommends coturn/,
    );
  });

  test('a turnserver that logs a bad configuration is one line', async () => {
    const env = fakeTurnserver('echo "0: : Bad configuration format: foo"; exec sleep 1000');
    expect(await refusal(startUp([], env))).toMatch(
      /^✗ coturn does not know an option .*"Bad configuration format: foo"/,
    );
  });

  test('a turnserver that dies at once is one line with its last words', async () => {
    const env = fakeTurnserver('echo "no luck today" >&2; exit 7');
    expect(await refusal(startUp([], env))).toMatch(
      /^✗ turnserver ended with exit code 7 before it was ready; its last line was "no luck today"\./,
    );
  });

  test('a turnserver too old for a public address is refused, unless it is forced', async () => {
    const old = () => ({ PUBLIC_IP: '8.8.8.8', ...fakeTurnserver('exit 1') });
    const env = old();
    const script = readFileSync(join(directory, 'turnserver'), 'utf8').replace('4.18.0', '4.6.1');
    writeFileSync(join(directory, 'turnserver'), script);
    expect(await refusal(startUp([], env))).toMatch(
      /^✗ expected coturn 4\.18\.0 or newer on the public address 8\.8\.8\.8/,
    );
    const forced = startUp(['--force-old-coturn'], env);
    expect(await forced.line(/^warning: /)).toMatch(/going on, because of --force-old-coturn$/);
    expect(await forced.ended).toBe(1);
  });

  test('a wrong value in the settings is refused before anything is made', async () => {
    const up = startUp([], { ROOM_CAPACITY: '1' });
    expect(await refusal(up)).toMatch(/^✗ ROOM_CAPACITY: expected a whole number from 2 to 16; found "1"\./);
    expect(readdirSync(directory)).toEqual([]);
  });
});
