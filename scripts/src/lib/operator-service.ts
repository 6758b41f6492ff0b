import { join } from 'node:path';
import * as z from 'zod';
import { failure, type Result, success } from '#keeper/result';
import { certificateFiles } from '#keeper/self-signed-certificate';
import { readEnvironment } from '../checks/settings.ts';
import type { CommandContext } from '../commands/command-context.ts';
import type { Compose } from '../compose/compose.ts';
import { readSummary } from '../compose/keeper.ts';
import { STATE_FILES } from './prepare-host.ts';
import { lastLine } from './run-program.ts';

/** The running service, as its operator reaches it from this host. */
export interface OperatorService {
  /** What it answers to `signaling/dist/operator.js` with these words; a problem when it refuses. */
  ask(words: readonly string[]): Promise<Result<unknown>>;
  /** Of the page, with a slash at its end. */
  pageUrl(): Promise<Result<string>>;
}

const PROGRAM = 'signaling/dist/operator.js';

/** In the bundle on this host's Docker engine. */
export function bundledService(compose: Pick<Compose, 'exec'>): OperatorService {
  return {
    async ask(words) {
      const output = await compose.exec('signaling', ['node', PROGRAM, ...words]);
      return output.ok ? answerIn(output.value) : output;
    },
    async pageUrl() {
      const summary = await readSummary(compose);
      return summary.ok ? success(summary.value.url) : summary;
    },
  };
}

export interface NativeService {
  readonly port: number;
  readonly https: boolean;
  readonly stateDirectory: string;
}

/** Started by `./scripts/up --native` with the same options. */
export function nativeService(
  { port, https, stateDirectory }: NativeService,
  { root, env, run }: Pick<CommandContext, 'root' | 'env' | 'run'>,
): OperatorService {
  return {
    async ask(words) {
      const settings = readEnvironment(root, env);
      if (!settings.ok) return settings;
      const { code, output } = await run(['node', join(root, PROGRAM), ...words], {
        env: {
          ...settings.value,
          PORT: String(port),
          OPERATOR_TOKEN_FILE: operatorTokenFile(settings.value, stateDirectory),
          TLS_CERT_FILE: https ? certificateFiles(stateDirectory).certFile : '',
        },
      });
      if (code === 0) return answerIn(output);
      const cure = 'Start it: ./scripts/up --native, and give the same --port, --https and --state here.';
      return failure('service-silent', lastLine(output).replace(/^✗ |\. Start it:.*$/g, ''), cure);
    },
    pageUrl: async () => success(`${https ? 'https' : 'http'}://localhost:${port}/`),
  };
}

/** Where the token is when no person has set one. */
export function operatorTokenFile(
  env: Readonly<Record<string, string | undefined>>,
  stateDirectory: string,
): string | undefined {
  if (env.OPERATOR_TOKEN || env.OPERATOR_TOKEN_FILE) return env.OPERATOR_TOKEN_FILE;
  return join(stateDirectory, STATE_FILES.operatorToken);
}

/** Of another version than these scripts. */
export function unreadableAnswer(): Result<never> {
  const cause = 'expected an answer of the service; found one that cannot be read';
  return failure('operator-answer', cause, 'Build this version, and start it: ./scripts/up.');
}

const ANSWER = z.union([
  z.looseObject({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), text: z.string() }),
]);

function answerIn(output: string): Result<unknown> {
  const answer = ANSWER.safeParse(parsedJson(output));
  if (!answer.success) return unreadableAnswer();
  if (answer.data.ok) return success(answer.data);
  const { code, text } = answer.data as { code: string; text: string };
  return failure(code, `the service refuses: ${text.replace(/\.$/, '')}`, CURES[code] ?? 'Try again.');
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told as an answer that cannot be read.
    return null;
  }
}

const CURES: Readonly<Record<string, string>> = {
  'bad-request': 'A label has at most 60 characters.',
  'rate-limited': 'Wait a minute.',
};
