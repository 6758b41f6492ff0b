/** The quick start of the README without Docker, pasted into a fresh clone: one command, two tabs that see and hear each other. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { CallPage } from '../driver/call-page.ts';
import { createLab } from './lab.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const README = readFileSync(join(root, 'README.md'), 'utf8');
/** npm packages, build, start. */
const LIMIT_MS = 5 * 60_000;

test('the quick start ends in a page on which two tabs call each other', { timeout: LIMIT_MS }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-quick-start-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  execFileSync('git', ['clone', '--quiet', `file://${root}`, directory]);
  // The npm packages come first, by the same command: the host of the lab, where it is then run, has no way to a registry.
  execFileSync('sh', ['-c', `${quickStart()} --help`], { cwd: directory, stdio: 'pipe' });

  const lab = await createLab();
  onTestFinished(() => lab.close());
  const host = await lab.addHost('vps', { address: '203.0.113.10' });
  // As on a host without Docker.
  const env = { DOCKER_HOST: 'unix:///nonexistent' };
  const up = host.spawn('sh', ['-c', `exec ${quickStart()}`], { cwd: directory, env });
  const [, url = ''] = await up.waitForOutput(/^ready (\S+)$/m, LIMIT_MS);
  expect(README).toContain(`ready ${url}`);
  expect(up.stdout.trim().endsWith(`ready ${url}`)).toBe(true);

  const browser = await host.launchChromium();
  const first = await CallPage.open(browser, url);
  const second = await CallPage.open(browser, await first.startCall('First'));
  await second.joinCall('Second');
  await Promise.all([first.waitForMedia(1), second.waitForMedia(1)]);
  expect([...first.problems, ...second.problems]).toEqual([]);

  await browser.close();
  up.signal('SIGTERM');
  expect((await up.exited).code).toBe(0);
  const { stdout } = await host.exec('ss', ['-Hlntu']);
  expect(stdout).toBe('');
});

/** The one command of the quick start that needs no engine. */
function quickStart(): string {
  return /^## Quick start\n[\s\S]*?```sh\n(\.\/scripts\/up[^\n]*)\n```/m.exec(README)?.[1] ?? '';
}
