import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'burrow-settings-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const withEnvFile = (text: string) => writeFileSync(join(root, '.env'), text);

test('without .env everything has its default', () => {
  expect(readSettings(root, {})).toMatchObject({
    ok: true,
    value: { config: { roomCapacity: 8, turn: { publicAddress: null, userQuota: 150 } } },
  });
});

test('.env is read, and the environment is stronger', () => {
  withEnvFile('PUBLIC_IP=203.0.113.10 # the router\nROOM_CAPACITY=4\nTURN_USER_QUOTA=60\n');
  expect(readSettings(root, { ROOM_CAPACITY: '6' })).toMatchObject({
    value: { config: { roomCapacity: 6, turn: { publicAddress: '203.0.113.10', userQuota: 60 } } },
  });
});

test('every wrong value is a problem, at once', () => {
  withEnvFile('PUBLIC_IP=call.example.org\nROOM_CAPACITY=1\n');
  const result = readSettings(root, {});
  expect(result.ok ? [] : result.problems.map(({ cause }) => cause)).toEqual([
    'PUBLIC_IP: expected an IPv4 address such as 203.0.113.10, or nothing; found "call.example.org"',
    expect.stringMatching(/^ROOM_CAPACITY: /),
  ]);
});

test('secrets that Burrow makes itself are not asked for, nor taken from elsewhere', () => {
  expect(readSettings(root, { TURN_SECRET: 'short', RESUME_KEY_FILE: '/none' })).toMatchObject({ ok: true });
});

test('an .env that is no file is a problem', () => {
  mkdirSync(join(root, '.env'));
  expect(readSettings(root, {})).toMatchObject({ ok: false, problems: [{ code: 'env-file' }] });
});
