import { expect, test } from 'vitest';
import type { RunProgram } from './run-program.ts';
import { installerPrefix, installPackages, missingPackages, type PackageContext } from './system-packages.ts';

function setUp({
  programs = [] as string[],
  isRoot = false,
  hasTerminal = false,
  code = 0,
  output = '',
} = {}) {
  const ran: string[] = [];
  const run: RunProgram = async (argv) => {
    ran.push(argv.join(' '));
    return { code, output };
  };
  const findProgram = (name: string) => (programs.includes(name) ? `/usr/bin/${name}` : null);
  const context: PackageContext = {
    findProgram,
    run,
    isRoot,
    hasTerminal,
    installScript: '/b/install-packages.sh',
  };
  return { context, ran };
}

test('only what is needed and not there is missing, each package once', () => {
  const { context } = setUp({ programs: ['setpriv', 'ip'] });
  expect(missingPackages(['up'], context.findProgram)).toEqual(['coturn']);
  expect(missingPackages(['lab'], context.findProgram)).toEqual([
    'coturn',
    'chromium',
    'firefox-esr',
    'nftables',
    'dnsmasq-base',
    'debootstrap',
    'gcc',
  ]);
  expect(missingPackages(['up', 'integration'], context.findProgram)).toEqual([
    'coturn',
    'chromium',
    'debootstrap',
  ]);
  expect(missingPackages([], context.findProgram)).toEqual([]);
});

test.each([
  ['root needs no sudo', { programs: ['apt-get'], isRoot: true }, []],
  ['sudo without a password is used', { programs: ['apt-get', 'sudo'] }, ['sudo', '-n']],
  ['sudo may ask on a terminal', { programs: ['apt-get', 'sudo'], code: 1, hasTerminal: true }, ['sudo']],
] as const)('%s', async (_, host, prefix) => {
  const { context } = setUp({ ...host, programs: [...host.programs] });
  expect(await installerPrefix(['coturn'], context)).toEqual({ ok: true, value: prefix });
});

test.each([
  ['without apt', { isRoot: true }, 'no-apt'],
  ['without root and sudo', { programs: ['apt-get'] }, 'not-root'],
  [
    'with a sudo that wants a password that nobody can type',
    { programs: ['apt-get', 'sudo'], code: 1 },
    'no-sudo',
  ],
])('%s the person is told what to install', async (_, host, code) => {
  const { context } = setUp(host);
  const result = await installerPrefix(['coturn', 'chromium'], context);
  expect(result).toMatchObject({ ok: false, problems: [{ code }] });
  expect(JSON.stringify(result)).toContain('apt-get install -y --no-install-recommends coturn chromium');
});

test('installing runs the script with the packages as arguments', async () => {
  const { context, ran } = setUp({ programs: ['turnserver'] });
  expect(await installPackages(['coturn'], ['sudo', '-n'], context)).toMatchObject({ ok: true });
  expect(ran).toEqual(['sudo -n sh /b/install-packages.sh coturn']);
});

test('an apt that fails, and one that succeeds without the program, are problems', async () => {
  const broken = setUp({ code: 100, output: 'Reading lists\nE: Unable to locate package coturn\n' });
  expect(await installPackages(['coturn'], [], broken.context)).toMatchObject({
    problems: [
      { code: 'install-failed', cause: expect.stringContaining('E: Unable to locate package coturn') },
    ],
  });
  expect(await installPackages(['coturn'], [], setUp().context)).toMatchObject({ ok: false });
});
