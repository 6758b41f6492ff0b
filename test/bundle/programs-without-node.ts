import type { Host } from '../lab/host.ts';

/** What scripts/lib.sh needs of a host that has Docker and no Node. */
const PROGRAMS = 'sh docker dirname id stat mktemp rm tail';

/** A directory for PATH, with these programs alone. */
export async function programsWithoutNode(host: Host): Promise<string> {
  const directory = await host.makeDirectory('bin');
  const link = 'for program in $0; do ln -s "$(command -v "$program")" "$1/$program"; done';
  await host.exec('sh', ['-c', link, PROGRAMS, directory]);
  return directory;
}
