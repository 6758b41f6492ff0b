import { join } from 'node:path';

/** What the keeper shares with each part: one directory (a volume of the bundle) per part, named after it. */
export interface Volumes {
  /** Of the keeper alone: what everything else is made of, and what a backup has to hold. */
  readonly keeper: string;
  readonly signaling: string;
  readonly turn: string;
  readonly edge: string;
  readonly caddy: string;
  /** Caddy's own storage; read only here. */
  readonly caddyData: string;
}

export function volumesIn(directory: string): Volumes {
  return {
    keeper: join(directory, 'keeper'),
    signaling: join(directory, 'signaling'),
    turn: join(directory, 'turn'),
    edge: join(directory, 'edge'),
    caddy: join(directory, 'caddy'),
    caddyData: join(directory, 'caddy-data'),
  };
}
