import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CoturnVersion,
  parseCoturnVersion,
  versionText,
} from '../../../scripts/src/turnserver/coturn-version.ts';
import { withProgramsOf } from '../../lab/debian-root.ts';

export interface CoturnBuild {
  /** For the names of tests. */
  readonly name: string;
  readonly version: CoturnVersion;
  /** What to run, before its arguments. */
  readonly command: readonly string[];
}

/** A Debian root with the reference version, once the NAT laboratory has made it. */
const REFERENCE_ROOT = join(process.env.BURROW_CACHE_DIR ?? '/var/cache/burrow', 'sid-coturn');

/** The coturn of this machine and, where there is one, the reference. */
export function availableCoturnBuilds(): readonly CoturnBuild[] {
  return [
    ['turnserver'],
    ...(canUseReference() ? [[...withProgramsOf(REFERENCE_ROOT), 'turnserver']] : []),
  ].map(buildOf);
}

function buildOf(command: readonly string[]): CoturnBuild {
  const [program = '', ...args] = command;
  const output = execFileSync(program, [...args, '--version'], { encoding: 'utf8' });
  const version = parseCoturnVersion(output);
  if (version === null) throw new Error(`no version in the output of ${command.join(' ')}:\n${output}`);
  return { name: `coturn ${versionText(version)}`, version, command };
}

function canUseReference(): boolean {
  return existsSync(REFERENCE_ROOT) && spawnSync('unshare', ['--mount', 'true']).status === 0;
}
