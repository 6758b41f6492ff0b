import type { NetworkMode } from '#signaling/config/parse-config';
import { type ConfigProblem, readVariables } from '#signaling/config/read-variables';
import { VARIABLES, type VariableName } from '#signaling/config/variables';
import type { CertificateFiles } from '../self-signed-certificate.ts';

export interface KeeperConfig {
  readonly networkMode: NetworkMode;
  /** The name of the page; null: the host has none. */
  readonly domain: string | null;
  /** What the operator says the public IPv4 address is. */
  readonly publicIp: string | null;
  readonly acme: {
    readonly email: string | null;
    readonly directoryUrl: string | null;
    /** PEM file of the root that the authority's own HTTPS certificate stands under; null: every system knows it. */
    readonly rootFile: string | null;
  };
  /** The operator's own certificate; null: there is none. */
  readonly ownCertificate: CertificateFiles | null;
  /** Ports of the host. */
  readonly ports: { readonly http: number; readonly https: number };
  /** Caddy of the bundle, or another web server of this host, which has ports 80 and 443 then. */
  readonly pageServedBy: 'caddy' | 'proxy';
  readonly turnRelayMode: 'closed' | 'open';
  /** Its own, or that of the host. */
  readonly turnNetwork: 'own' | 'host';
  /** Whether the network that the relay has for itself has IPv6. */
  readonly turnHasIpv6: boolean;
  readonly turnUserQuota: number;
  /** Of all relayed traffic together; null: no limit. */
  readonly turnMaxMbit: number | null;
  readonly turnCredentialTtlSeconds: number;
  /** Null: one is made. */
  readonly operatorToken: string | null;
  /** That the other parts were built from. */
  readonly images: { readonly caddy: string; readonly coturn: string };
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug' | 'trace';
}

export type ParsedKeeperConfig =
  | { readonly ok: true; readonly config: KeeperConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

type OperatorName = {
  [Name in VariableName]: (typeof VARIABLES)[Name]['audience'] extends 'operator' ? Name : never;
}[VariableName];

/** Also those that only the service reads: nothing is started with a value that it would refuse. */
const NAMES = Object.entries(VARIABLES).flatMap(([name, { audience }]) =>
  audience === 'operator' ? [name as OperatorName] : [],
);

/** Put into this image by its build. */
const IMAGES = ['CADDY_IMAGE', 'COTURN_IMAGE'] as const;

const UNPAIRED_TLS_FILES = {
  variable: 'TLS_CERT_FILE',
  text: 'TLS_CERT_FILE: set TLS_CERT_FILE and TLS_KEY_FILE both, or neither.',
};

/** Checks all that an operator decides, and takes what the keeper needs of it, as `readVariables` does. */
export function parseKeeperConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): ParsedKeeperConfig {
  const names = [...NAMES, 'PAGE_SERVED_BY', 'TURN_NETWORK', 'TURN_IPV6', ...IMAGES] as const;
  const read = readVariables(names, env, readFile);
  if (!read.ok) return read;
  const { values } = read;
  if ((values.TLS_CERT_FILE === '') !== (values.TLS_KEY_FILE === '')) {
    return { ok: false, problems: [UNPAIRED_TLS_FILES] };
  }
  return {
    ok: true,
    config: {
      networkMode: values.NETWORK_MODE,
      domain: values.DOMAIN || null,
      publicIp: values.PUBLIC_IP || null,
      acme: {
        email: values.ACME_EMAIL || null,
        directoryUrl: values.ACME_CA || null,
        rootFile: values.ACME_CA_ROOT_FILE || null,
      },
      ownCertificate:
        values.TLS_CERT_FILE === '' ? null : { certFile: values.TLS_CERT_FILE, keyFile: values.TLS_KEY_FILE },
      ports: { http: values.HTTP_PORT, https: values.HTTPS_PORT },
      pageServedBy: values.PAGE_SERVED_BY,
      turnRelayMode: values.TURN_RELAY_MODE,
      turnNetwork: values.TURN_NETWORK,
      turnHasIpv6: values.TURN_IPV6 === 'on',
      turnUserQuota: values.TURN_USER_QUOTA,
      turnMaxMbit: values.TURN_MAX_MBIT || null,
      operatorToken: values.OPERATOR_TOKEN || null,
      turnCredentialTtlSeconds: values.TURN_CREDENTIAL_TTL_SECONDS,
      images: { caddy: values.CADDY_IMAGE, coturn: values.COTURN_IMAGE },
      logLevel: values.LOG_LEVEL,
    },
  };
}
