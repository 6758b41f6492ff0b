import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deployedConfig } from './deployed-config.ts';

const CONFIG = {
  name: 'burrow',
  services: {
    keeper: {
      environment: { API_KEY: 'of-$$before' },
      volumes: [
        { type: 'bind', source: '/srv/burrow/turnserver.conf', target: '/burrow/turnserver.conf' },
        { type: 'volume', source: 'keeper', target: '/run/burrow/keeper' },
      ],
    },
    turn: { build: { target: 'turn' } },
  },
};

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'burrow-deployed-'));
});
afterEach(() => rmSync(top, { recursive: true }));

test('nothing to go back to before anything was remembered', () => {
  const deployed = deployedConfig(top);
  expect([deployed.prepareReturn(), deployed.returnFile, deployed.policy]).toEqual([null, null, null]);
});

test('the way back has the configuration and the policy of before, for the owner alone', () => {
  const deployed = deployedConfig(top);
  writeFileSync(join(top, 'turnserver.conf'), 'max-bps=1\n');
  deployed.remember(JSON.stringify(CONFIG));
  writeFileSync(join(top, 'turnserver.conf'), 'max-bps=2\n');
  const file = deployed.prepareReturn() ?? '';
  expect(deployed.policy).toBe('max-bps=1\n');
  expect(deployedConfig(top).returnFile).toBe(file);
  const config = JSON.parse(readFileSync(file, 'utf8'));
  const [policy, volume] = config.services.keeper.volumes;
  expect(readFileSync(policy.source, 'utf8')).toBe('max-bps=1\n');
  expect({
    ...config,
    services: { ...config.services, keeper: { ...config.services.keeper, volumes: [] } },
  }).toEqual({
    ...CONFIG,
    services: { ...CONFIG.services, keeper: { ...CONFIG.services.keeper, volumes: [] } },
  });
  expect(volume).toEqual(CONFIG.services.keeper.volumes[1]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(top, '.burrow')).mode & 0o777).toBe(0o700);
});
