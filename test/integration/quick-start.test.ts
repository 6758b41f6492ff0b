/** The quick start of the README, pasted: a fresh clone, one command, two tabs that see and hear each other. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { CallPage } from '../driver/call-page.ts';
import { launchChromium } from '../driver/chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** npm packages, build, start. */
const START_LIMIT_MS = 5 * 60_000;

test('the quick start ends in a page on which two tabs call each other', {
  timeout: START_LIMIT_MS,
}, async () => {
  const [clone = '', start = ''] = quickStart();
  const directory = mkdtempSync(join(tmpdir(), 'burrow-quick-start-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const local = clone.replace(/https:\S+/, `file://${root} burrow`);
  expect(local).not.toBe(clone);
  execFileSync('sh', ['-c', local], { cwd: directory, stdio: 'pipe' });

  const up = spawn('sh', ['-c', `exec ${start}`], {
    cwd: join(directory, 'burrow'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => up.once('close', resolve));
  onTestFinished(async () => {
    up.kill('SIGTERM');
    await ended;
  });
  const url = await readyUrl(up);
  expect(url).toBe(readmeUrl());

  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const first = await CallPage.open(browser, url);
  const second = await CallPage.open(browser, await first.startCall('First'));
  await second.joinCall('Second');
  await Promise.all([first.waitForMedia(1), second.waitForMedia(1)]);
  expect([...first.problems, ...second.problems]).toEqual([]);

  up.kill('SIGTERM');
  expect(await ended).toBe(0);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

function quickStart(): string[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const block = /^## Quick start\n[\s\S]*?```sh\n([\s\S]*?)```/m.exec(readme)?.[1] ?? '';
  return block.trim().split('\n');
}

function readmeUrl(): string | undefined {
  return /^ready (\S+)$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1];
}

/** The URL of the line that ends the start-up; rejects with what was printed when the command ends instead. */
function readyUrl(up: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (text: string) => {
      printed += text;
      const url = /^ready (\S+)$/m.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    };
    up.stdout?.setEncoding('utf8').on('data', read);
    up.stderr?.setEncoding('utf8').on('data', read);
    up.once('close', (code) => reject(new Error(`ended with ${code}:\n${printed}`)));
  });
}
