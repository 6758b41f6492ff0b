import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { settingProblems } from '#keeper/config/setting-problems';
import { failure, type Result, success } from '#keeper/result';
import { SHORTEST_SECRET } from '#keeper/turnserver/secret-store';
import { type Config, parseConfig } from '#signaling/config/parse-config';

export interface Settings {
  /** What a person has decided, with the environment before `.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
}

/** Set by `up` itself for the service; here only so that the whole can be checked before anything is changed. */
const SET_LATER = {
  TURN_URLS: 'turn:127.0.0.1',
  TURN_SECRET: 'x'.repeat(SHORTEST_SECRET),
  RESUME_KEY: 'x'.repeat(SHORTEST_SECRET),
};

/** `.env`, and stronger than that the environment, as compose and the service do it. */
export function readEnvironment(
  root: string,
  processEnv: Readonly<Record<string, string | undefined>>,
): Result<Readonly<Record<string, string | undefined>>> {
  const fromFile = readEnvFile(join(root, '.env'));
  return fromFile.ok ? success({ ...fromFile.value, ...processEnv }) : fromFile;
}

/** Reads `.env` and the environment as the service will; all problems at once. */
export function readSettings(
  root: string,
  processEnv: Readonly<Record<string, string | undefined>>,
): Result<Settings> {
  const read = readEnvironment(root, processEnv);
  if (!read.ok) return read;
  const env = read.value;
  const parsed = parseConfig({ ...env, ...SET_LATER, TURN_SECRET_FILE: '', RESUME_KEY_FILE: '' }, (path) =>
    readFileSync(path, 'utf8'),
  );
  if (parsed.ok) return { ok: true, value: { env, config: parsed.config } };
  return { ok: false, problems: settingProblems(parsed.problems) };
}

function readEnvFile(path: string): Result<Readonly<Record<string, string>>> {
  if (!existsSync(path)) return success({});
  try {
    return success(parse(readFileSync(path)));
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return failure('env-file', `expected to read .env; found: ${found}`, 'Check who owns the file.');
  }
}
