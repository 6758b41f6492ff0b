import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceWhole } from '#signaling/core/replace-whole';

/** How the bundle was last started with success, kept so that an upgrade can go back to it. Holds secrets. */
export interface DeployedConfig {
  /** @param resolved JSON, as compose prints it */
  remember(resolved: string): void;
  /**
   * A configuration to go back to: what was remembered, with this policy of the relay instead of that of this directory.
   * Null: nothing was remembered.
   */
  prepareReturn(policy: string): string | null;
  /** What `prepareReturn` has prepared; null: nothing. */
  readonly returnFile: string | null;
}

const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;
/** The keeper reads the policy as another user; its directory is closed to everybody else. */
const FOR_ALL_TO_READ = 0o644;
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
  const returnFile = join(directory, 'return.json');
  const policyFile = join(directory, 'return-turnserver.conf');
  return {
    remember(resolved) {
      mkdirSync(directory, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
      replaceWhole(deployed, resolved, OWNER_ONLY_FILE);
    },
    prepareReturn(policy) {
      // Of an upgrade before.
      rmSync(returnFile, { force: true });
      if (!existsSync(deployed)) return null;
      const config = RESOLVED.parse(JSON.parse(readFileSync(deployed, 'utf8')));
      for (const { volumes = [] } of Object.values(config.services))
        for (const volume of volumes) if (volume.target === POLICY_TARGET) volume.source = policyFile;
      replaceWhole(policyFile, policy, FOR_ALL_TO_READ);
      replaceWhole(returnFile, JSON.stringify(config), OWNER_ONLY_FILE);
      return returnFile;
    },
    get returnFile() {
      return existsSync(returnFile) ? returnFile : null;
    },
  };
}
