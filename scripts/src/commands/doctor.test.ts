import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failure } from '#keeper/result';
import type { Compose } from '../compose/compose.ts';
import { DOCTOR_CODES } from '../doctor/finding.ts';
import { createManualClock } from '../lib/testing/manual-clock.ts';
import { doctor } from './doctor.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'burrow-doctor-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** On a host whose engine does not answer. */
async function examine(json: boolean, firewalls: Parameters<typeof doctor>[0]['firewalls'] = null) {
  let written = '';
  const context = {
    ...{ root, env: {}, clock: createManualClock().clock, progress: () => undefined },
    write: (text: string) => {
      written += text;
    },
    writeAside: () => undefined,
    run: async () => ({ code: 1, output: 'Cannot connect to the Docker daemon' }),
    spawn: () => {
      throw new Error('nothing is spawned');
    },
    ...{ isRoot: false, hasTerminal: false, stop: new AbortController().signal },
  };
  const silent = async () => failure('engine-silent', 'no engine', 'Start it.');
  const compose: Compose = {
    ...{ version: silent, build: silent, up: silent, down: silent, parts: silent, publishedPorts: silent },
    ...{ logs: silent, exec: silent },
  };
  const code = await doctor({ json, native: null, firewalls }, context, () => compose);
  return { code, written };
}

test('for programs every code is there once, and the rules of every firewall', async () => {
  const { code, written } = await examine(true);
  const { findings, firewall } = JSON.parse(written);
  expect(findings.map((finding: { code: string }) => finding.code)).toEqual(Object.keys(DOCTOR_CODES));
  expect([code, firewall.length]).toEqual([1, 11]);
});

test('what is wrong in .env is found without an engine', async () => {
  writeFileSync(join(root, '.env'), 'ROOM_CAPACITY=99\nROOM_CAPACITTY=4\n');
  const { written } = await examine(false);
  expect(written).toMatch(/✗ settings +expected: .*\n +found: ROOM_CAPACITY: expected .* found "99"/);
  expect(written).toMatch(/! settings-names .*\n +found: unknown: ROOM_CAPACITTY\n/);
});

test('rules are printed for those who ask', async () => {
  expect((await examine(false)).written).not.toContain('ufw');
  const { written } = await examine(false, ['ufw']);
  expect(written).toContain('\nufw on this host:\n  sudo ufw allow 80/tcp\n');
  expect(written).not.toContain('gcloud');
});
