import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failure, type Result, success } from '#keeper/result';
import { lastLine, type RunProgram } from './run-program.ts';

export interface BuildContext {
  readonly root: string;
  /** Of the command; `NODE_ENV` is none of it, since the page is for production whatever it says. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunProgram;
}

/** What is run is made of these files; tests are not among them. */
const SOURCES = [
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  '{protocol,diagnosis,signaling,web}/tsconfig.json',
  '{protocol,diagnosis,signaling}/src/**/*.ts',
  'web/{index.html,vite.config.ts}',
  'web/{build,public,src}/**/*',
];
const OUTPUTS = ['signaling/dist/main.js', 'web/dist/index.html'];
const STAMP = 'node_modules/.cache/burrow/build';

const COMMANDS = [
  ['node_modules/.bin/tsc', '-b', 'signaling'],
  ['node_modules/.bin/vite', 'build', 'web', '--logLevel', 'warn'],
];

/** Builds the service and the page, unless what is there was made of the same sources. */
export async function build({
  root,
  env,
  run,
}: BuildContext): Promise<Result<{ readonly wasBuilt: boolean }>> {
  const stampFile = join(root, STAMP);
  const stamp = sourcesStamp(root);
  const isThere = OUTPUTS.every((output) => existsSync(join(root, output)));
  if (isThere && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    return success({ wasBuilt: true });
  }
  for (const argv of COMMANDS) {
    const { code, output } = await run([join(root, argv[0] ?? ''), ...argv.slice(1)], {
      ...{ cwd: root, env: { ...env, NODE_ENV: 'production' } },
    });
    if (code !== 0) {
      const said = output.split('\n').find(isFirstError) ?? lastLine(output);
      const cause = `building failed in "${argv.slice(0, 3).join(' ').replace('node_modules/.bin/', '')}": ${said.trim().replace(/\.$/, '')}`;
      return failure(
        'build',
        cause,
        'Run "npm run build" to see all of it; "git status" shows what was changed.',
      );
    }
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return success({ wasBuilt: false });
}

function sourcesStamp(root: string): string {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: root, exclude: (path) => /\.test\.tsx?$/.test(path) }).sort()) {
    try {
      hash.update(`${path}\n`).update(readFileSync(join(root, path)));
    } catch {
      // A directory.
    }
  }
  return hash.digest('hex');
}

/** What a compiler or a plugin says went wrong, and no heading above it. */
function isFirstError(line: string): boolean {
  return /error/i.test(line) && !line.trimEnd().endsWith(':');
}
