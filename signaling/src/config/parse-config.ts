import type * as z from 'zod';
import { VARIABLES, type Variable, type VariableName } from './variables.ts';

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
    readonly credentialTtlSeconds: number;
    /** Allocations at once per person. */
    readonly userQuota: number;
    /** The address the world sees; null: not given. */
    readonly publicAddress: string | null;
  };
  readonly resumeKey: string;
  readonly roomCapacity: number;
  /** Null: no API. */
  readonly apiKey: string | null;
  /** Besides the page's own origin. */
  readonly allowedOrigins: readonly string[];
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
  if (problems.length > 0) return { ok: false, problems };
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
        credentialTtlSeconds: values.TURN_CREDENTIAL_TTL_SECONDS,
        userQuota: values.TURN_USER_QUOTA,
        publicAddress: values.PUBLIC_IP || null,
      },
      resumeKey: values.RESUME_KEY,
      roomCapacity: values.ROOM_CAPACITY,
      apiKey: values.API_KEY || null,
      allowedOrigins: values.ALLOWED_ORIGINS,
      logLevel: values.LOG_LEVEL,
    },
  };
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
      text = readFile(file).trim();
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
