import { failure, type Result, success } from '#keeper/result';
import { lastLine, type RunProgram } from './run-program.ts';

/** Which commands and suites need it. */
export type Need = 'up' | 'integration' | 'browser' | 'company' | 'proof' | 'lab' | 'bundle';

interface SystemProgram {
  /** How it is detected. */
  readonly program: string;
  readonly debianPackage: string;
  readonly neededBy: readonly Need[];
}

/** Suites with real programs. */
const TESTED: readonly Need[] = ['integration', 'browser', 'company', 'proof', 'lab', 'bundle'];

/** Every program of the system that Burrow uses, once. */
export const SYSTEM_PROGRAMS: readonly SystemProgram[] = [
  { program: 'turnserver', debianPackage: 'coturn', neededBy: ['up', 'integration', 'browser', 'lab'] },
  { program: 'setpriv', debianPackage: 'util-linux', neededBy: ['up', ...TESTED] },
  { program: 'ip', debianPackage: 'iproute2', neededBy: ['integration', 'lab', 'bundle'] },
  {
    program: 'chromium',
    debianPackage: 'chromium',
    neededBy: ['integration', 'browser', 'company', 'proof', 'lab', 'bundle'],
  },
  { program: 'firefox-esr', debianPackage: 'firefox-esr', neededBy: ['lab', 'bundle'] },
  { program: 'nft', debianPackage: 'nftables', neededBy: ['lab', 'bundle'] },
  { program: 'dnsmasq', debianPackage: 'dnsmasq-base', neededBy: ['lab', 'bundle'] },
  { program: 'debootstrap', debianPackage: 'debootstrap', neededBy: ['integration', 'lab', 'bundle'] },
  { program: 'gcc', debianPackage: 'gcc', neededBy: ['lab'] },
  { program: 'curl', debianPackage: 'curl', neededBy: ['bundle'] },
  { program: 'openssl', debianPackage: 'openssl', neededBy: ['bundle'] },
  { program: 'nginx', debianPackage: 'nginx-light', neededBy: ['bundle'] },
  { program: 'dockerd', debianPackage: 'docker.io', neededBy: ['bundle'] },
];

export interface PackageContext {
  readonly findProgram: (name: string) => string | null;
  readonly run: RunProgram;
  readonly isRoot: boolean;
  /** Whether sudo could ask a person for the password. */
  readonly hasTerminal: boolean;
  /** The path of install-packages.sh. */
  readonly installScript: string;
}

/** The Debian packages of the programs that are needed and not there. */
export function missingPackages(
  needs: readonly Need[],
  findProgram: PackageContext['findProgram'],
): readonly string[] {
  const missing = SYSTEM_PROGRAMS.filter(
    ({ program, neededBy }) => neededBy.some((need) => needs.includes(need)) && findProgram(program) === null,
  );
  return [...new Set(missing.map(({ debianPackage }) => debianPackage))];
}

/** The words that let this process install packages, before the command; a problem where it may not. */
export async function installerPrefix(
  packages: readonly string[],
  { findProgram, run, isRoot, hasTerminal }: PackageContext,
): Promise<Result<readonly string[]>> {
  const byHand = `Install by hand: apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const expected = `expected the packages ${packages.join(', ')}; not found`;
  if (findProgram('apt-get') === null) {
    return failure('no-apt', `${expected}, and this is no Debian or Ubuntu (no apt-get)`, `${byHand}.`);
  }
  if (isRoot) return success([]);
  if (findProgram('sudo') === null) {
    return failure(
      'not-root',
      `${expected}, and they cannot be installed without root or sudo`,
      `As root: ${byHand}.`,
    );
  }
  const withoutPassword = await run(['sudo', '-n', 'true']);
  if (withoutPassword.code === 0) return success(['sudo', '-n']);
  if (hasTerminal) return success(['sudo']);
  return failure(
    'no-sudo',
    `${expected}, and sudo asks for a password that nobody can type`,
    `As root: ${byHand}.`,
  );
}

export async function installPackages(
  packages: readonly string[],
  prefix: readonly string[],
  { run, hasTerminal, installScript, findProgram }: PackageContext,
): Promise<Result<void>> {
  const installed = await run([...prefix, 'sh', installScript, ...packages], { withTerminal: hasTerminal });
  const stillMissing = SYSTEM_PROGRAMS.filter(
    ({ program, debianPackage }) => packages.includes(debianPackage) && findProgram(program) === null,
  );
  if (installed.code === 0 && stillMissing.length === 0) return success(undefined);
  return failure(
    'install-failed',
    `apt-get could not install ${packages.join(' ')}; it says "${lastLine(installed.output)}"`,
    `Check the network and the package sources, then try "apt-get install ${packages.join(' ')}" as root.`,
  );
}
