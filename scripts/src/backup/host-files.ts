import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { replaceWhole } from '#signaling/core/replace-whole';
import type { CommandContext } from '../commands/command-context.ts';
import { type Backup, HOST_FILES, type Manifest } from './archive.ts';

type HostFiles = Backup['hostFiles'];

const OWNER_ONLY = 0o600;
const FOR_ALL_TO_READ = 0o644;
const POLICY = 'turnserver.conf';

/** Settings that name files of the operator's own on the host. */
const OWN_FILES = ['ACME_CA_ROOT_FILE', 'TLS_CERT_FILE', 'TLS_KEY_FILE'] as const;

/** What a person has decided on this host: .env, compose's own override, and the policy where it was changed. */
export async function readHostFiles({ root, run }: Pick<CommandContext, 'root' | 'run'>): Promise<HostFiles> {
  const files = HOST_FILES.filter((name) => existsSync(join(root, name)));
  const isStock = (await run(['git', '-C', root, 'diff', '--quiet', 'HEAD', '--', POLICY])).code === 0;
  const kept = files.filter((name) => name !== POLICY || !isStock);
  return Object.fromEntries(kept.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}

/** Those of a backup that are here already, and say something else. */
export function conflictingFiles(root: string, files: HostFiles): readonly string[] {
  return Object.entries(files)
    .filter(([name]) => name !== POLICY && existsSync(join(root, name)))
    .filter(([name, text]) => readFileSync(join(root, name), 'utf8') !== text)
    .map(([name]) => name);
}

/** Puts them where they belong; a policy that says something else is kept beside the new one. Returns what was written. */
export function writeHostFiles(root: string, files: HostFiles): readonly string[] {
  return Object.entries(files).flatMap(([name, text]) => {
    const path = join(root, name);
    const before = existsSync(path) ? readFileSync(path, 'utf8') : null;
    if (before === text) return [];
    if (name === POLICY && before !== null) replaceWhole(`${path}.before-restore`, before, FOR_ALL_TO_READ);
    // The keeper reads the policy as another user.
    replaceWhole(path, text, name === POLICY ? FOR_ALL_TO_READ : OWNER_ONLY);
    return [name];
  });
}

export function ownFilesOf(env: Readonly<Record<string, string | undefined>>): Manifest['ownFiles'] {
  return OWN_FILES.flatMap((setting) => {
    const path = env[setting] ?? '';
    return path === '' ? [] : [{ setting, path }];
  });
}

export function envOf(files: HostFiles): Readonly<Record<string, string>> {
  return parse(files['.env'] ?? '');
}
