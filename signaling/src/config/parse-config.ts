import type * as z from 'zod';
import { type ConfigProblem, readVariables, textIn } from './read-variables.ts';
import { type ProbePlace, parseProbePlace } from './value-forms.ts';
import { VARIABLES, type VariableName } from './variables.ts';

/** Who is to reach this host: `auto` finds out whether that is the world or its own network. */
export type NetworkMode = z.infer<(typeof VARIABLES)['NETWORK_MODE']['schema']>;

export interface Config {
  readonly listenHost: string;
  readonly port: number;
  /** Files of the certificate and key when the service speaks HTTPS itself. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly webRoot: string;
  /** The name of the page; null: it has none. */
  readonly domain: string | null;
  readonly networkMode: NetworkMode;
  readonly turn: {
    readonly urls: readonly string[];
    readonly secret: string;
    /** Where the secret came from, if from a file. */
    readonly secretFile: string | null;
    /** Where the URLs are looked up again when they have changed; null: they do not change. */
    readonly urlsFile: string | null;
    /** Where to try the URLs all the time; empty: nowhere. */
    readonly probePlaces: readonly ProbePlace[];
    /** Where these are looked up again when they have changed; null: they do not change. */
    readonly probePlacesFile: string | null;
    /** Is there while a probe succeeds; null: nobody wants it. */
    readonly healthFile: string | null;
    readonly credentialTtlSeconds: number;
    /** Allocations at once per person. */
    readonly userQuota: number;
    /** The address the world sees; null: not given. */
    readonly publicAddress: string | null;
  };
  readonly resumeKey: string;
  readonly roomCapacity: number;
  /** Opens rooms that are not there yet; null: anybody may. */
  readonly createPassword: string | null;
  /** Null: no API. */
  readonly apiKey: string | null;
  readonly operatorToken: {
    /** Null: nobody is the operator. */
    readonly value: string | null;
    /** Where it came from, if from a file. */
    readonly file: string | null;
  };
  /** Whether pages may tell how their calls fared. */
  readonly callReports: boolean;
  /** Where `/metrics` is, with nothing else; null: nowhere. */
  readonly metricsPort: number | null;
  /** Holds when the certificate of the page ends; null: nobody says. */
  readonly certificateExpiryFile: string | null;
  /** Holds what the keeper knows; null: there is no keeper. */
  readonly keeperReportFile: string | null;
  /** For what is to outlive the process; null: nothing is. */
  readonly stateDirectory: string | null;
  /** Besides the page's own origin. */
  readonly allowedOrigins: readonly string[];
  /** IP addresses, CIDR ranges and `own-networks` whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug' | 'trace';
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads the whole configuration of the service, as `readVariables` does. */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): ParsedConfig {
  const read = readVariables(Object.keys(VARIABLES) as VariableName[], env, readFile);
  if (!read.ok) return read;
  const { values } = read;
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile } = values;
  if ((certFile === '') !== (keyFile === '')) {
    const missing = certFile === '' ? 'TLS_CERT_FILE' : 'TLS_KEY_FILE';
    const text = `${missing}: a certificate and its key go together; set both or neither.`;
    return { ok: false, problems: [{ variable: missing, text }] };
  }
  if (values.TURN_HEALTH_FILE !== '' && values.TURN_PROBE.length === 0) {
    const text = 'TURN_PROBE: without it nothing writes TURN_HEALTH_FILE; set both or neither.';
    return { ok: false, problems: [{ variable: 'TURN_PROBE', text }] };
  }
  return {
    ok: true,
    config: {
      listenHost: values.LISTEN_HOST,
      port: values.PORT,
      tls: certFile === '' ? null : { certFile, keyFile },
      webRoot: values.WEB_ROOT,
      domain: values.DOMAIN || null,
      networkMode: values.NETWORK_MODE,
      turn: {
        urls: values.TURN_URLS,
        secret: values.TURN_SECRET,
        secretFile: env.TURN_SECRET_FILE || null,
        urlsFile: env.TURN_URLS_FILE || null,
        probePlaces: probePlacesIn(values.TURN_PROBE),
        probePlacesFile: env.TURN_PROBE_FILE || null,
        healthFile: values.TURN_HEALTH_FILE || null,
        credentialTtlSeconds: values.TURN_CREDENTIAL_TTL_SECONDS,
        userQuota: values.TURN_USER_QUOTA,
        publicAddress: values.PUBLIC_IP || null,
      },
      resumeKey: values.RESUME_KEY,
      roomCapacity: values.ROOM_CAPACITY,
      createPassword: values.CREATE_PASSWORD || null,
      apiKey: values.API_KEY || null,
      operatorToken: { value: values.OPERATOR_TOKEN || null, file: env.OPERATOR_TOKEN_FILE || null },
      callReports: values.CALL_REPORTS === 'on',
      metricsPort: values.METRICS_PORT === '' ? null : values.METRICS_PORT,
      certificateExpiryFile: values.CERTIFICATE_EXPIRY_FILE || null,
      keeperReportFile: values.KEEPER_REPORT_FILE || null,
      stateDirectory: values.STATE_DIRECTORY || null,
      allowedOrigins: values.ALLOWED_ORIGINS,
      trustedProxies: values.TRUSTED_PROXIES,
      logLevel: values.LOG_LEVEL,
    },
  };
}

/** The secret in the file that `TURN_SECRET_FILE` names; null when it is not what `TURN_SECRET` is to be. */
export function parseTurnSecretFile(text: string): string | null {
  return VARIABLES.TURN_SECRET.schema.safeParse(textIn(text)).data ?? null;
}

/** The token in the file that `OPERATOR_TOKEN_FILE` names; null when it is not what `OPERATOR_TOKEN` is to be. */
export function parseOperatorTokenFile(text: string): string | null {
  return VARIABLES.OPERATOR_TOKEN.schema.safeParse(textIn(text)).data || null;
}

/** The URLs in the file that `TURN_URLS_FILE` names; null when they are not what `TURN_URLS` is to be. */
export function parseTurnUrlsFile(text: string): readonly string[] | null {
  return VARIABLES.TURN_URLS.schema.safeParse(textIn(text)).data ?? null;
}

/** The places in the file that `TURN_PROBE_FILE` names; null when they are not what `TURN_PROBE` is to be. */
export function parseTurnProbeFile(text: string): readonly ProbePlace[] | null {
  const places = VARIABLES.TURN_PROBE.schema.safeParse(textIn(text)).data;
  return places === undefined ? null : probePlacesIn(places);
}

function probePlacesIn(texts: readonly string[]): readonly ProbePlace[] {
  return texts.flatMap((text) => parseProbePlace(text) ?? []);
}
