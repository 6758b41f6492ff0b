import type * as z from 'zod';
import { parseHostAndPort, VARIABLES, type Variable, type VariableName } from './variables.ts';

export interface Config {
  readonly listenHost: string;
  readonly port: number;
  /** Files of the certificate and key when the service speaks HTTPS itself. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly webRoot: string;
  readonly turn: {
    readonly urls: readonly string[];
    readonly secret: string;
    /** Where the secret came from, if from a file. */
    readonly secretFile: string | null;
    /** Where to try coturn all the time; null: nowhere. */
    readonly probe: { readonly host: string; readonly port: number } | null;
    /** Is there while the probe succeeds; null: nobody wants it. */
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
  /** Besides the page's own origin. */
  readonly allowedOrigins: readonly string[];
  /** IP addresses, CIDR ranges and `own-networks` whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug' | 'trace';
}

export interface ConfigProblem {
  readonly variable: string;
  /** Expected, found, and the way out, in one sentence or two. Never holds a secret. */
  readonly text: string;
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads the configuration from an environment; pure but for `readFile`, which is asked for the files of `NAME_FILE`
 * variables and may throw. Finds all problems at once. An empty variable counts as absent.
 */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): ParsedConfig {
  const problems: ConfigProblem[] = [];
  const values = {} as { [Name in VariableName]: z.infer<(typeof VARIABLES)[Name]['schema']> };
  for (const name of Object.keys(VARIABLES) as VariableName[]) {
    const outcome = readVariable(name, VARIABLES[name], env, readFile);
    if (outcome.ok) Object.assign(values, { [name]: outcome.value });
    else problems.push({ variable: name, text: outcome.text });
  }
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile } = values;
  if ((certFile === '') !== (keyFile === '')) {
    const missing = certFile === '' ? 'TLS_CERT_FILE' : 'TLS_KEY_FILE';
    problems.push({
      variable: missing,
      text: `${missing}: a certificate and its key go together; set both or neither.`,
    });
  }
  if (values.TURN_HEALTH_FILE !== '' && values.TURN_PROBE === '') {
    problems.push({
      variable: 'TURN_PROBE',
      text: 'TURN_PROBE: without it nothing writes TURN_HEALTH_FILE; set both or neither.',
    });
  }
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      listenHost: values.LISTEN_HOST,
      port: values.PORT,
      tls: certFile === '' ? null : { certFile, keyFile },
      webRoot: values.WEB_ROOT,
      turn: {
        urls: values.TURN_URLS,
        secret: values.TURN_SECRET,
        secretFile: env.TURN_SECRET_FILE || null,
        probe: parseHostAndPort(values.TURN_PROBE),
        healthFile: values.TURN_HEALTH_FILE || null,
        credentialTtlSeconds: values.TURN_CREDENTIAL_TTL_SECONDS,
        userQuota: values.TURN_USER_QUOTA,
        publicAddress: values.PUBLIC_IP || null,
      },
      resumeKey: values.RESUME_KEY,
      roomCapacity: values.ROOM_CAPACITY,
      createPassword: values.CREATE_PASSWORD || null,
      apiKey: values.API_KEY || null,
      allowedOrigins: values.ALLOWED_ORIGINS,
      trustedProxies: values.TRUSTED_PROXIES,
      logLevel: values.LOG_LEVEL,
    },
  };
}

/** The secret in the file that `TURN_SECRET_FILE` names; null when it is not what `TURN_SECRET` is to be. */
export function parseTurnSecretFile(text: string): string | null {
  const parsed = VARIABLES.TURN_SECRET.schema.safeParse(secretIn(text));
  return parsed.success ? parsed.data : null;
}

/** An editor leaves a line end behind; secrets have none. */
function secretIn(fileText: string): string {
  return fileText.trim();
}

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly text: string };

function readVariable(
  name: string,
  variable: Variable,
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Read {
  const direct = env[name] || undefined;
  const file = variable.secret ? env[`${name}_FILE`] || undefined : undefined;
  if (direct !== undefined && file !== undefined) {
    return { ok: false, text: `${name}: set ${name} or ${name}_FILE, not both.` };
  }
  let text = direct ?? variable.default;
  if (file !== undefined) {
    try {
      text = secretIn(readFile(file));
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        text: `${name}_FILE: the file cannot be read (${cause}). Check its path and owner.`,
      };
    }
  }
  if (file !== undefined && text === '') {
    return { ok: false, text: `${name}_FILE: the file is empty; expected ${variable.expected}.` };
  }
  if (text === null) {
    const names = variable.secret ? `${name} or ${name}_FILE` : name;
    return { ok: false, text: `${name}: not set; expected ${variable.expected}. Set ${names}.` };
  }
  const parsed = variable.schema.safeParse(text);
  if (parsed.success) return { ok: true, value: parsed.data };
  const found = variable.secret ? `${text.length} characters` : JSON.stringify(text);
  return { ok: false, text: `${name}: expected ${variable.expected}; found ${found}.` };
}
