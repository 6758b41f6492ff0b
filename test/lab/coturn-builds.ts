import { debianRoot, withProgramsOf } from './debian-root.ts';
import { requirePrograms } from './requirements.ts';
import { run } from './run.ts';

export interface CoturnBuild {
  /** Such as 4.18.0, as the program itself says. */
  readonly version: string;
  /** What to run, before its arguments. */
  readonly command: readonly string[];
}

/** What the bundle ships is this version or a later one. */
const oldestReference = [4, 18] as const;

/** The version to hold Burrow against, from Debian sid; the first call on a machine downloads it. */
export async function referenceCoturn(): Promise<CoturnBuild> {
  const root = await debianRoot({ suite: 'sid', packages: ['coturn'] });
  const build = await buildOf([...withProgramsOf(root), 'turnserver']);
  const [major = 0, minor = 0] = build.version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestReference;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return build;
  throw new Error(
    `Expected coturn ${oldestReference.join('.')} or later in ${root}, found ${build.version}. ` +
      'Remove that directory to have it downloaded anew.',
  );
}

/** The version of this machine's own packages; on Debian 12 that is 4.6.1, as old as any still in wide use. */
export async function systemCoturn(): Promise<CoturnBuild> {
  requirePrograms('turnserver');
  return buildOf(['turnserver']);
}

async function buildOf(command: readonly string[]): Promise<CoturnBuild> {
  // 4.6.1 prints its version between lines of its log, and exits with 1.
  const { stdout, stderr } = await run([...command, '--version'], { allowFailure: true });
  const version = /^\D*(\d+\.\d+\.\d+)\b/m.exec(stdout)?.[1];
  if (version === undefined) {
    throw new Error(`Expected a version from "${command.join(' ')} --version", got:\n${stdout}${stderr}`);
  }
  return { version, command };
}
