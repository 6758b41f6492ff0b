import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { debianRoot } from '../lab/debian-root.ts';
import { requirePrograms } from '../lab/requirements.ts';
import { run } from '../lab/run.ts';
import { withBuildEngine } from './build-engine.ts';
import { cacheDirectory, cliDirectory } from './cache.ts';
import { copyImages } from './copy-images.ts';
import { takeSecondRoot } from './data-roots.ts';
import { Engine } from './engine.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const standIns = fileURLToPath(new URL('stand-ins', import.meta.url));

/** The images that the Dockerfile is built on, by the names of its arguments. */
export type BaseImages = Readonly<Record<string, string>>;

/** @param tree whose Dockerfile; default: this one's */
export async function baseImages(tree = root): Promise<BaseImages> {
  const text = await readFile(join(tree, 'Dockerfile'), 'utf8');
  return Object.fromEntries(
    [...text.matchAll(/^ARG ([A-Z]+_IMAGE)=(\S+)$/gm)].map(([, name = '', image = '']) => [name, image]),
  );
}

/** Images that the compose file takes as they are, for profiles; of those there is a stand-in for. */
async function profileImages(): Promise<BaseImages> {
  const text = await readFile(join(root, 'docker-compose.yml'), 'utf8');
  const images = [...text.matchAll(/^ {4}image: (\S*prometheus:\S+)$/gm)];
  return Object.fromEntries(images.map(([, image = '']) => ['PROMETHEUS_IMAGE', image]));
}

/**
 * Builds the images of the bundle on this machine's network, with stand-ins for those base images that cannot be
 * pulled. Everything that is there already is left as it is.
 */
export async function ensureImages(say: (line: string) => void): Promise<void> {
  requirePrograms('dockerd', 'docker', 'debootstrap');
  await ensureComposePlugin();
  await withBuildEngine(async (engine) => {
    await engine.removeEverythingButImages();
    for (const [argument, image] of Object.entries({ ...(await baseImages()), ...(await profileImages()) }))
      say(await ensureBaseImage(engine, argument, image));
    await buildBundle(engine, root);
    await run(
      ['docker', 'compose', '--file', 'deploy/cli.yml', '--project-name', 'burrow-cli', 'build', '--quiet'],
      {
        cwd: root,
        env: { ...engine.environment, ...CLI_SETTINGS, COMPOSE_ANSI: 'never' },
        timeoutMs: BUILD_LIMIT_MS,
      },
    );
    await engine.docker(['image', 'prune', '--force']);
    await fillSecondRoot(engine);
  });
}

/**
 * Builds the images of a tree, so that an engine which builds them in the lab, without a network, finds in its cache what
 * they are made of. From then on the names of the images are for those of that tree.
 */
export async function ensureImagesOf(tree: string, say: (line: string) => void): Promise<void> {
  await withBuildEngine(async (engine) => {
    for (const [argument, image] of Object.entries(await baseImages(tree)))
      say(await ensureBaseImage(engine, argument, image));
    await buildBundle(engine, tree);
  });
}

async function buildBundle(engine: Engine, tree: string): Promise<void> {
  await run(['docker', 'compose', 'build', '--quiet'], {
    cwd: tree,
    env: { ...engine.environment, COMPOSE_ANSI: 'never' },
    timeoutMs: BUILD_LIMIT_MS,
  });
}

async function fillSecondRoot(builder: Engine): Promise<void> {
  const directory = '/run/burrow-second';
  const root = await takeSecondRoot();
  const second = new Engine({ namespace: null, directory, dataRoot: root.path });
  await second.start();
  try {
    await copyImages(builder, second);
  } finally {
    await second.stop();
    await root.release();
  }
}

/** What scripts/lib.sh sets; the image is the same whatever stands here, but for the directory that it is built from. */
const CLI_SETTINGS = {
  BURROW_DIRECTORY: root,
  ...{ BURROW_USER: '0:0', BURROW_SOCKET: '/var/run/docker.sock', BURROW_SOCKET_GROUP: '0' },
};

const BUILD_LIMIT_MS = 15 * 60_000;
const PULL_LIMIT_MS = 5 * 60_000;

/** On a stand-in: what it is made of, so that it is made anew when that has changed. */
const STAND_IN_LABEL = 'burrow.stand-in';

async function ensureBaseImage(engine: Engine, argument: string, image: string): Promise<string> {
  const name = argument.replace(/_IMAGE$/, '').toLowerCase();
  const file = join(standIns, `${name}.Dockerfile`);
  const recipe = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
    .slice(0, 16);
  // Only an image that was pulled has a digest.
  const format = `{{len .RepoDigests}} {{index .Config.Labels "${STAND_IN_LABEL}"}}`;
  const there = await engine.docker(['image', 'inspect', '--format', format, image], { allowFailure: true });
  const [digests, label] = there.stdout.trim().split(' ');
  if (there.code === 0 && digests !== '0') return `${image}: already there`;
  if (there.code === 0 && label === recipe) return `${image}: already there, a stand-in`;
  const pulled = await engine.docker(['pull', '--quiet', image], {
    allowFailure: true,
    timeoutMs: PULL_LIMIT_MS,
  });
  if (pulled.code === 0) return `${image}: pulled`;
  const suite = /^FROM debian:(\w+)-slim$/m.exec(await readFile(file, 'utf8'))?.[1] ?? 'sid';
  await ensureDebian(engine, suite);
  const context = await buildContext(name);
  const labels = ['--label', `${STAND_IN_LABEL}=${recipe}`];
  // The older builder, which every command line of Docker has; buildx may be missing.
  await engine.docker(['build', '--quiet', '--tag', image, ...labels, '--file', file, context], {
    env: { DOCKER_BUILDKIT: '0' },
  });
  await rm(context, { recursive: true, force: true });
  return `${image}: a stand-in of Debian packages`;
}

async function ensureDebian(engine: Engine, suite: string): Promise<void> {
  const image = `debian:${suite}-slim`;
  const there = await engine.docker(['image', 'inspect', image], { allowFailure: true });
  if (there.code === 0) return;
  const directory = await debianRoot({ suite, packages: ['ca-certificates'] });
  // A mirror may be a snapshot that has not been renewed for a while.
  const exclude = [
    './dev/*',
    './proc/*',
    './sys/*',
    './var/cache/apt/archives/*.deb',
    './var/lib/apt/lists/*',
  ];
  const pack = `tar -C "$0" ${exclude.map((path) => `--exclude='${path}'`).join(' ')} -c . | docker import --change 'CMD ["bash"]' - "$1"`;
  await writeFile(
    join(directory, 'etc/apt/apt.conf.d/99snapshot-mirror'),
    'Acquire::Check-Valid-Until "false";\n',
  );
  await run(['bash', '-o', 'pipefail', '-c', pack, directory, image], {
    env: engine.environment,
    timeoutMs: PULL_LIMIT_MS,
  });
}

/** What a stand-in copies besides packages; only Node's needs something. */
async function buildContext(name: string): Promise<string> {
  const context = join(cacheDirectory, `context-${name}-${process.pid}`);
  await mkdir(context, { recursive: true });
  if (name !== 'node') return context;
  const { stdout } = await run(['sh', '-c', 'readlink -f "$(command -v npm)"']);
  const npm = dirname(dirname(stdout.trim()));
  await cp(join(root, 'node_modules/node/bin/node'), join(context, 'node'));
  await cp(npm, join(context, 'npm'), { recursive: true });
  await cp('/etc/ssl/certs/ca-certificates.crt', join(context, 'ca-certificates.crt'));
  return context;
}

/** The compose plugin of Debian sid runs on older Debians as well. */
async function ensureComposePlugin(): Promise<void> {
  const has = await run(['docker', 'compose', 'version'], {
    env: { DOCKER_CONFIG: cliDirectory },
    allowFailure: true,
  });
  if (has.code === 0) return;
  const directory = await debianRoot({ suite: 'sid', packages: ['docker-compose'] });
  await mkdir(join(cliDirectory, 'cli-plugins'), { recursive: true });
  const plugin = 'cli-plugins/docker-compose';
  await cp(join(directory, 'usr/libexec/docker', plugin), join(cliDirectory, plugin));
}
