import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const debianPackageOf = {
  chromium: 'chromium',
  debootstrap: 'debootstrap',
  docker: 'docker.io',
  dockerd: 'docker.io',
  dnsmasq: 'dnsmasq-base',
  'firefox-esr': 'firefox-esr',
  gcc: 'gcc',
  ip: 'iproute2',
  mount: 'mount',
  nft: 'nftables',
  setpriv: 'util-linux',
  turnserver: 'coturn',
  unshare: 'util-linux',
} as const;

type Program = keyof typeof debianPackageOf;

/** Throws unless this process is root: namespaces, links and packet filters need it. */
export function requireRoot(): void {
  const uid = process.getuid?.();
  if (uid === 0) return;
  throw new Error(
    `The NAT lab makes network namespaces, which needs Linux and root; this process has ${
      uid === undefined ? `no uid (platform ${process.platform})` : `uid ${uid}`
    }. Run the tests of test/lab as root, for example in a virtual machine or a privileged container.`,
  );
}

/** Throws one error that names all missing programs and the command that installs them. */
export function requirePrograms(...programs: readonly Program[]): void {
  const missing = programs.filter((program) => !isInPath(program));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((program) => debianPackageOf[program]))];
  throw new Error(
    `The NAT lab needs ${missing.join(', ')}, not found in PATH (${process.env.PATH ?? 'unset'}). ` +
      `Install: apt-get install -y --no-install-recommends ${packages.join(' ')}`,
  );
}

function isInPath(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
