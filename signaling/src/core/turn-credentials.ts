import { createHmac } from 'node:crypto';
import type { TurnGrant } from '#protocol';

export interface TurnCredentials {
  /**
   * Fresh credentials for one participant session.
   * @param id opaque, the same for as long as the session: coturn counts its quota by it. Never a name.
   */
  issue(id: string): TurnGrant;
}

export interface TurnCredentialsOptions {
  /** Asked for at each credential. */
  readonly urls: () => readonly string[];
  /** The secret that coturn holds in its `turn_secret` table, asked for each time. */
  readonly secret: () => string;
  readonly ttlSeconds: number;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * Time-limited credentials of the "TURN REST API" (draft-uberti-behave-turn-rest-00 §2.2): the username is
 * `expiry:id` with the expiry in Unix seconds, the password base64(HMAC-SHA1(secret, username)).
 */
export function createTurnCredentials({
  urls,
  secret,
  ttlSeconds,
  now,
}: TurnCredentialsOptions): TurnCredentials {
  return {
    issue(id) {
      const expirySeconds = Math.floor(now() / 1000) + ttlSeconds;
      const username = `${expirySeconds}:${id}`;
      const credential = createHmac('sha1', secret()).update(username).digest('base64');
      return {
        iceServers: [{ urls: [...urls()], username, credential }],
        ttlSeconds,
        expiresAt: new Date(expirySeconds * 1000).toISOString(),
      };
    },
  };
}
