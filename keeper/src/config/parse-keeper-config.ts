import { type ConfigProblem, readVariables } from '#signaling/config/read-variables';

export interface KeeperConfig {
  /** The name of the page; null: the host has none. */
  readonly domain: string | null;
  /** What the operator says the public IPv4 address is. */
  readonly publicIp: string | null;
  readonly acme: { readonly email: string | null; readonly directoryUrl: string | null };
  /** Ports of the host. */
  readonly ports: { readonly http: number; readonly https: number };
  readonly turnUserQuota: number;
  /** Of all relayed traffic together; null: no limit. */
  readonly turnMaxMbit: number | null;
  readonly turnCredentialTtlSeconds: number;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug' | 'trace';
}

export type ParsedKeeperConfig =
  | { readonly ok: true; readonly config: KeeperConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

const NAMES = [
  'DOMAIN',
  'PUBLIC_IP',
  'ACME_EMAIL',
  'ACME_CA',
  'HTTP_PORT',
  'HTTPS_PORT',
  'TURN_USER_QUOTA',
  'TURN_MAX_MBIT',
  'TURN_CREDENTIAL_TTL_SECONDS',
  'LOG_LEVEL',
] as const;

/** Reads what the keeper needs of the configuration, as `readVariables` does. */
export function parseKeeperConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): ParsedKeeperConfig {
  const read = readVariables(NAMES, env, readFile);
  if (!read.ok) return read;
  const { values } = read;
  return {
    ok: true,
    config: {
      domain: values.DOMAIN || null,
      publicIp: values.PUBLIC_IP || null,
      acme: { email: values.ACME_EMAIL || null, directoryUrl: values.ACME_CA || null },
      ports: { http: values.HTTP_PORT, https: values.HTTPS_PORT },
      turnUserQuota: values.TURN_USER_QUOTA,
      turnMaxMbit: values.TURN_MAX_MBIT || null,
      turnCredentialTtlSeconds: values.TURN_CREDENTIAL_TTL_SECONDS,
      logLevel: values.LOG_LEVEL,
    },
  };
}
