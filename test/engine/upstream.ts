import { fileURLToPath } from 'node:url';
import { run } from '../lab/run.ts';
import { copyOfTheTree } from './copy-of-the-tree.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const BRANCH = 'main';
const AUTHOR = ['-c', 'user.name=Developer', '-c', 'user.email=developer@burrow.test'];

/** A repository that operators clone Burrow from: at first it has an older version, then what stands in this tree. */
export class Upstream {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** @param commit of this repository; null: the oldest version there is this tree, too */
  static async at(directory: string, commit: string | null): Promise<Upstream> {
    const upstream = new Upstream(directory);
    if (commit === null) {
      await upstream.#git('init', '--quiet', '--initial-branch', BRANCH);
      await copyOfTheTree(directory);
      await upstream.#commit('What runs');
    } else {
      await upstream.#git('clone', '--quiet', '--no-checkout', root, '.');
      await upstream.#git('checkout', '--quiet', '-B', BRANCH, commit);
    }
    return upstream;
  }

  /** Into an empty directory. */
  async cloneTo(directory: string): Promise<void> {
    await this.#git('clone', '--quiet', '--branch', BRANCH, '.', directory);
  }

  /** @param change what stands in this tree is changed by this before others get it */
  async takeThisTree(change: () => Promise<void>): Promise<void> {
    // What this tree has not is gone, too.
    await this.#git('rm', '--quiet', '-r', '.');
    await copyOfTheTree(this.directory);
    await change();
    await this.#commit('The next version');
  }

  async #commit(subject: string): Promise<void> {
    await this.#git('add', '--all');
    await this.#git('commit', '--quiet', '--message', subject);
  }

  async #git(...words: readonly string[]): Promise<void> {
    await run(['git', ...AUTHOR, ...words], { cwd: this.directory });
  }
}
