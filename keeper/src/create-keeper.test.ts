import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { stayingClock } from './clock.ts';
import { parseKeeperConfig } from './config/parse-keeper-config.ts';
import { createKeeper } from './create-keeper.ts';
import { volumesIn } from './volumes.ts';

test('nothing is made where a restore has left half of a backup', async () => {
  const top = mkdtempSync(join(tmpdir(), 'burrow-keeper-'));
  const volumes = volumesIn(top);
  for (const directory of Object.values(volumes)) mkdirSync(directory);
  writeFileSync(join(volumes.keeper, '.restoring'), 'of a backup');
  const parsed = parseKeeperConfig({}, () => '');
  if (!parsed.ok) throw new Error('refused');
  const log = pino({ enabled: false });
  const options = { config: parsed.config, volumes, policyFile: 'turnserver.conf', clock: stayingClock, log };
  const keeper = createKeeper(options);
  const started = await keeper.start();
  keeper.close();
  expect(started).toMatchObject({ ok: false, problems: [{ code: 'restore-unfinished' }] });
  const files = Object.values(volumes).flatMap((directory) => readdirSync(directory));
  expect(files).toEqual(['.restoring']);
  rmSync(top, { recursive: true });
});
