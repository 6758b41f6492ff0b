import { join } from 'node:path';
import type { Clock } from '#signaling/core/clock';
import { fileProblem } from '../file-problem.ts';
import { success } from '../result.ts';
import { storeTurnSecrets } from '../turnserver/secret-store.ts';
import type { Volumes } from '../volumes.ts';
import { writeWhole } from '../write-whole.ts';
import { createTurnSecrets, type TurnSecrets } from './turn-secrets.ts';

/** Of the rendered turnserver.conf: coturn looks secrets up by it. */
export const REALM = 'burrow';

/**
 * coturn writes its journal beside the database, and into it; and the keeper has another user while the operator's own
 * key is for root alone (docker-compose.yml). Which part sees which file is decided by who mounts its volume.
 */
export const SHARED_FILE = 0o660;

export function turnDatabase(volumes: Pick<Volumes, 'turn'>): string {
  return join(volumes.turn, 'turndb');
}

/** The TURN secrets of the bundle: kept in the keeper's volume, published to coturn and to the service. */
export function bundleTurnSecrets(
  volumes: Volumes,
  credentialTtlSeconds: number,
  clock: Pick<Clock, 'now'>,
): TurnSecrets {
  return createTurnSecrets({
    path: join(volumes.keeper, 'turn-secrets.db'),
    mode: SHARED_FILE,
    credentialTtlSeconds,
    clock,
    accept: (secrets) =>
      storeTurnSecrets({ path: turnDatabase(volumes), realm: REALM, secrets, mode: SHARED_FILE }),
    sign(secret) {
      const file = join(volumes.signaling, 'turn-secret');
      try {
        writeWhole(file, secret);
        return success(undefined);
      } catch (error) {
        return { ok: false, problems: [fileProblem(error)] };
      }
    },
  });
}
