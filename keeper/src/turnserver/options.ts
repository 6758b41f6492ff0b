import type { CoturnVersion } from './coturn-version.ts';

export interface CoturnOption {
  /** A flag stands alone on its line: to coturn `flag=false` means, for some flags, "on". */
  readonly takes: 'nothing' | 'value';
  readonly repeatable?: true;
  /** `name=` with nothing behind it has a meaning. */
  readonly mayBeEmpty?: true;
  /** Depends on the host: the policy file only marks its place. */
  readonly setByBurrow?: true;
  /** The first version that knows it; absent: every version that Burrow runs with. */
  readonly since?: CoturnVersion;
}

const flag = { takes: 'nothing' } as const;
const value = { takes: 'value' } as const;
const setByBurrow = { takes: 'value', setByBurrow: true } as const;

/**
 * What turnserver.conf may hold. coturn knows many more options; one that is in neither table of this file is refused,
 * because coturn itself only warns about an option that it does not know and goes on without it.
 */
export const OPTIONS: Readonly<Record<string, CoturnOption>> = {
  'listening-ip': { ...setByBurrow, repeatable: true },
  'listening-port': setByBurrow,
  'aux-server': { ...setByBurrow, repeatable: true },
  'tcp-proxy-port': setByBurrow,
  'relay-ip': setByBurrow,
  'external-ip': setByBurrow,
  realm: setByBurrow,
  userdb: setByBurrow,
  pidfile: setByBurrow,
  'user-quota': setByBurrow,
  'allowed-peer-ip': { ...setByBurrow, repeatable: true },

  'denied-peer-ip': { ...value, repeatable: true },
  'no-multicast-peers': flag,
  'no-tcp-relay': flag,
  'min-port': value,
  'max-port': value,
  'no-udp': flag,
  'no-tcp': flag,
  'no-tls': flag,
  'no-stun': flag,
  cert: { ...value, mayBeEmpty: true },
  pkey: { ...value, mayBeEmpty: true },
  'cipher-list': value,

  'use-auth-secret': flag,
  'no-auth-pings': flag,
  'no-dynamic-ip-list': flag,
  'no-dynamic-realms': flag,
  'stale-nonce': value,

  'total-quota': value,
  'max-bps': value,
  'bps-capacity': value,
  'max-allocate-lifetime': value,
  'max-allocate-timeout': value,
  'unauthorized-ratelimit': { ...flag, since: [4, 14, 0] },
  'unauthorized-ratelimit-rps': { ...value, since: [4, 14, 0] },

  'log-file': value,
  'log-min-level': { ...value, since: [4, 15, 0] },
  'log-binding': flag,
  verbose: flag,
  'relay-threads': value,
  cpus: { ...value, since: [4, 8, 0] },
  'sock-buf-size': { ...value, since: [4, 8, 0] },
  'drain-min-allocations': { ...value, since: [4, 15, 0] },
};

const secretInFile = 'a secret in a configuration file ends up in backups and bug reports';
const otherUsers = 'Burrow signs credentials itself and keeps the secret in an SQLite file';
const adminDoor =
  'it opens a door for administration that Burrow has no use for and that attacks came through';
const amplifies = 'it makes answers to strangers longer, which helps those who flood others with them';

/** Options that coturn knows and Burrow refuses, each with the reason. */
export const REFUSED_OPTIONS: Readonly<Record<string, string>> = {
  'static-auth-secret': secretInFile,
  'allow-loopback-peers':
    'every service of this host could be reached through the relay; Burrow adds it where there is no other network',
  'no-auth': 'anyone could relay through this host',
  'lt-cred-mech': 'it does not go together with use-auth-secret',
  user: otherUsers,
  'redis-userdb': otherUsers,
  'mysql-userdb': otherUsers,
  'psql-userdb': otherUsers,
  'mongo-userdb': otherUsers,
  oauth: otherUsers,
  'server-relay': 'it lets anyone send to relayed participants, without permission',
  mobility: 'it has let people take over quotas and sessions of others',
  cli: adminDoor,
  'cli-password': adminDoor,
  'web-admin': adminDoor,
  fingerprint: amplifies,
  'secure-stun': amplifies,
  rfc5780: amplifies,
  'stun-backward-compatibility': amplifies,
  'software-attribute': amplifies,
  dtls: 'no browser uses TURN over DTLS, and it has let strangers fill the memory',
  'multiplex-peer': 'two people who talk to the same address and port would disturb each other',
  'CA-file': 'coturn would ask browsers for certificates that they do not have',
  daemon: 'Burrow watches over coturn and would lose sight of it',
  syslog: 'Burrow reads what coturn prints, to know whether it has started',
  'no-stdout-log': 'Burrow reads what coturn prints, to know whether it has started',
  'proc-user': 'Burrow starts coturn as the user that it is to run as',
};
