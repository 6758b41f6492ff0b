import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceWhole } from '#signaling/core/replace-whole';

/** How the bundle was last started with success, kept so that an upgrade can go back to it. Holds secrets. */
export interface DeployedConfig {
  /** With the policy of the relay as it stands now. @param resolved JSON, as compose prints it */
  remember(resolved: string): void;
  /** A configuration to go back to: what was remembered, with the policy of then. Null: nothing was remembered. */
  prepareReturn(): string | null;
  /** The policy of then; null: nothing was remembered. */
  readonly policy: string | null;
  /** What `prepareReturn` has prepared; null: nothing. */
  readonly returnFile: string | null;
}

const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;
/** The keeper reads the policy as another user; its directory is closed to everybody else. */
const FOR_ALL_TO_READ = 0o644;
const POLICY = 'turnserver.conf';
const POLICY_TARGET = '/burrow/turnserver.conf';

const RESOLVED = z.looseObject({
  services: z.record(
    z.string(),
    z.looseObject({
      volumes: z.array(z.looseObject({ source: z.string().optional(), target: z.string() })).optional(),
    }),
  ),
});

export function deployedConfig(root: string): DeployedConfig {
  const directory = join(root, '.burrow');
  const deployed = join(directory, 'deployed.json');
  const deployedPolicy = join(directory, 'deployed-turnserver.conf');
  const returnFile = join(directory, 'return.json');
  const policyFile = join(directory, 'return-turnserver.conf');
  return {
    remember(resolved) {
      mkdirSync(directory, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
      replaceWhole(deployedPolicy, readFileSync(join(root, POLICY), 'utf8'), OWNER_ONLY_FILE);
      replaceWhole(deployed, resolved, OWNER_ONLY_FILE);
    },
    prepareReturn() {
      // Of an upgrade before.
      rmSync(returnFile, { force: true });
      if (!existsSync(deployed)) return null;
      const config = RESOLVED.parse(JSON.parse(readFileSync(deployed, 'utf8')));
      for (const { volumes = [] } of Object.values(config.services))
        for (const volume of volumes) if (volume.target === POLICY_TARGET) volume.source = policyFile;
      replaceWhole(policyFile, readFileSync(deployedPolicy, 'utf8'), FOR_ALL_TO_READ);
      replaceWhole(returnFile, JSON.stringify(config), OWNER_ONLY_FILE);
      return returnFile;
    },
    get policy() {
      return existsSync(deployedPolicy) ? readFileSync(deployedPolicy, 'utf8') : null;
    },
    get returnFile() {
      return existsSync(returnFile) ? returnFile : null;
    },
  };
}
