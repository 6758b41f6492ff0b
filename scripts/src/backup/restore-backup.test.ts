import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { STORED_VOLUMES, type StoredVolumes, type VolumeState } from '#keeper/backup/stored-entry';
import { success } from '#keeper/result';
import { backup } from '../commands/backup.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { restore } from '../commands/restore.ts';
import { createManualClock } from '../lib/testing/manual-clock.ts';

const SECRETS: StoredVolumes = {
  entries: [{ kind: 'file', volume: 'keeper', path: 'resume-key', mode: 0o640, content: 'cmVzdW1l' }],
};
const OTHERS: StoredVolumes = { entries: [] };
const ENV =
  'DOMAIN=call.example.org\nPUBLIC_IP=203.0.113.10\nTLS_KEY_FILE=./no-such-key.pem\nAPI_KEY=of-before\n';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'burrow-restore-'));
  writeFileSync(join(top, 'package.json'), '{"version": "0.1.0"}');
});
afterEach(() => rmSync(top, { recursive: true }));

/** A host whose volumes hold `stored`; what is done to it stands in `done`. */
function host(
  options: {
    readonly state?: Partial<VolumeState>;
    /** Of a part; default: there is none. */
    readonly partState?: string;
    readonly stored?: StoredVolumes;
  } = {},
) {
  const done: string[] = [];
  let output = '';
  let now: StoredVolumes | null = options.stored ?? null;
  const context: CommandContext = {
    ...{
      root: top,
      env: {},
      progress: () => undefined,
      writeAside: () => undefined,
      isRoot: false,
      hasTerminal: false,
    },
    write: (text) => {
      output += text;
    },
    clock: { ...createManualClock().clock, now: () => Date.UTC(2030, 0, 1) },
    // No git here.
    run: async () => ({ code: 128, output: '' }),
    spawn: () => {
      throw new Error('nothing is started');
    },
    stop: new AbortController().signal,
  };
  const store = {
    state: async () =>
      success({ isEmpty: now === null, interrupted: null, ...options.state } satisfies VolumeState),
    read: async () => success(now ?? OTHERS),
    write: async (directory: string, file: string) => {
      const path = join(directory, file);
      done.push(
        `write ${(statSync(directory).mode & 0o777).toString(8)} ${(statSync(path).mode & 0o777).toString(8)}`,
      );
      now = STORED_VOLUMES.parse(JSON.parse(readFileSync(path, 'utf8')));
      return success(undefined);
    },
  };
  const note = (what: string) => async () => {
    done.push(what);
    return success(undefined);
  };
  const parts = async () =>
    success(options.partState ? [{ part: 'turn', state: options.partState, health: '' }] : []);
  const ports = {
    compose: (env: Readonly<Record<string, string | undefined>>) => ({
      build: note(`build for ${env.DOMAIN}`),
    }),
    running: { parts, down: note('down') },
    store: () => store,
    steps: {
      run: async <Value>(_: string, work: (say: () => void) => Promise<Value> | Value) =>
        work(() => undefined),
      note: () => undefined,
    },
  };
  return {
    ...{ done, store, stored: () => now, output: () => output },
    backup: (file = '', given: { passphraseFile?: string } = {}) =>
      backup(file, { json: false, ...given }, context, store),
    restore: (file: string, given: { replace?: boolean; yes?: boolean; passphraseFile?: string } = {}) =>
      restore(file, { json: false, replace: false, yes: false, ...given }, context, ports as never),
  };
}

async function backedUp(): Promise<string> {
  writeFileSync(join(top, '.env'), ENV);
  writeFileSync(join(top, 'turnserver.conf'), 'changed\n');
  expect(await host({ stored: SECRETS }).backup('kept.tar.gz')).toBe(0);
  rmSync(join(top, '.env'));
  rmSync(join(top, 'turnserver.conf'));
  return 'kept.tar.gz';
}

test('a backup is one file for its owner alone, named by its date, and none is ever written over', async () => {
  writeFileSync(join(top, '.env'), ENV);
  const { backup: make, output } = host({ stored: SECRETS });
  expect(await make()).toBe(0);
  const [name = ''] = readdirSync(join(top, 'backups'));
  expect(name).toBe('burrow-2030-01-01T00-00-00.tar.gz');
  expect(statSync(join(top, 'backups', name)).mode & 0o777).toBe(0o600);
  expect(statSync(join(top, 'backups')).mode & 0o777).toBe(0o700);
  expect(output()).toContain('not in it: ./no-such-key.pem (TLS_KEY_FILE)');
  const before = readFileSync(join(top, 'backups', name));
  expect(await make()).toBe(1);
  expect(output()).toContain('✗ expected no file at');
  expect(readFileSync(join(top, 'backups', name))).toEqual(before);
  expect(readdirSync(join(top, 'backups'))).toEqual([name]);
});

test('an empty host becomes the deployment, and says what is left to do', async () => {
  const file = await backedUp();
  const { restore: put, done, stored, output } = host();
  writeFileSync(join(top, 'turnserver.conf'), 'stock\n');
  expect(await put(file)).toBe(0);
  expect(done).toEqual(['build for call.example.org', 'write 700 600']);
  expect(stored()).toEqual(SECRETS);
  expect(readFileSync(join(top, '.env'), 'utf8')).toBe(ENV);
  expect(statSync(join(top, '.env')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(top, 'turnserver.conf'), 'utf8')).toBe('changed\n');
  expect(readFileSync(join(top, 'turnserver.conf.before-restore'), 'utf8')).toBe('stock\n');
  expect(output()).toContain('A record of call.example.org');
  expect(output()).toContain('PUBLIC_IP in .env is 203.0.113.10');
  expect(output()).toContain('./no-such-key.pem (TLS_KEY_FILE)');
  expect(output()).not.toContain('of-before');
  expect(readdirSync(join(top, '.burrow'))).toEqual([]);
});

test.each([
  ['runs', { partState: 'running' }],
  ['starts again and again', { partState: 'restarting' }],
  ['is there', { stored: OTHERS }],
  ['is there, and has ended', { stored: OTHERS, partState: 'exited' }],
])(
  'a deployment that %s is left alone without a word, and goes into a backup with one',
  async (_, options) => {
    const file = await backedUp();
    const first = host(options);
    expect(await first.restore(file)).toBe(1);
    expect(first.done).toEqual(['build for call.example.org']);
    expect(first.output()).toContain('With --replace');
    expect(existsSync(join(top, '.env'))).toBe(false);
    // Nobody is there to say yes.
    expect(await first.restore(file, { replace: true })).toBe(1);
    expect(first.done).toHaveLength(2);

    const second = host(options);
    expect(await second.restore(file, { replace: true, yes: true })).toBe(0);
    const stops = 'stored' in options ? [] : ['down'];
    expect(second.done).toEqual(['build for call.example.org', ...stops, 'write 700 600']);
    expect(readdirSync(join(top, 'backups'))).toEqual(['burrow-2030-01-01T00-00-00-before-restore.tar.gz']);
    expect(second.stored()).toEqual(SECRETS);
  },
);

test('another .env counts as a deployment', async () => {
  const file = await backedUp();
  writeFileSync(join(top, '.env'), 'DOMAIN=other.example.org\n');
  const { restore: put, stored } = host();
  expect([await put(file), stored()]).toEqual([1, null]);
  expect(readFileSync(join(top, '.env'), 'utf8')).toBe('DOMAIN=other.example.org\n');
});

test('the same restore goes on where it was interrupted; another one does not', async () => {
  const file = await backedUp();
  const label = await import('node:crypto').then(({ createHash }) =>
    createHash('sha256')
      .update(readFileSync(join(top, file)))
      .digest('hex')
      .slice(0, 16),
  );
  const state = { isEmpty: false, interrupted: label };
  expect(await host({ state }).restore(file)).toBe(0);
  expect(existsSync(join(top, 'backups'))).toBe(false);
  expect(await host({ state: { ...state, interrupted: 'another' } }).restore(file)).toBe(1);
  // Somebody has decided something else meanwhile.
  writeFileSync(join(top, '.env'), 'DOMAIN=other.example.org\n');
  expect(await host({ state }).restore(file)).toBe(1);
});

test('an encrypted one needs its passphrase, from a file', async () => {
  writeFileSync(join(top, '.env'), ENV);
  writeFileSync(join(top, 'passphrase'), 'correct horse battery staple\n');
  writeFileSync(join(top, 'short'), 'short\n');
  const first = host({ stored: SECRETS });
  expect(await first.backup('', { passphraseFile: join(top, 'short') })).toBe(1);
  expect(await first.backup('', { passphraseFile: join(top, 'no-such') })).toBe(1);
  expect(existsSync(join(top, 'backups'))).toBe(false);
  expect(await first.backup('', { passphraseFile: join(top, 'passphrase') })).toBe(0);
  const [name = ''] = readdirSync(join(top, 'backups'));
  expect(basename(name)).toMatch(/\.tar\.gz\.sealed$/);
  rmSync(join(top, '.env'));
  const second = host();
  expect(await second.restore(`backups/${name}`)).toBe(1);
  expect(second.output()).toContain('--passphrase-file');
  expect(second.done).toEqual([]);
  expect(await second.restore(`backups/${name}`, { passphraseFile: join(top, 'passphrase') })).toBe(0);
  expect(second.stored()).toEqual(SECRETS);
});

test('a file that is no backup, or not there, changes nothing', async () => {
  writeFileSync(join(top, 'other'), 'no backup');
  const { restore: put, done, output } = host();
  expect([await put('other'), await put('no-such')]).toEqual([1, 1]);
  expect(done).toEqual([]);
  expect(output()).toMatch(
    /✗ expected a tar archive.*\n✗ expected to read and write files here; found: ENOENT/,
  );
  chmodSync(join(top, 'other'), 0o600);
});
