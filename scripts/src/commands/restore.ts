import { readPassphrase } from '../backup/read-passphrase.ts';
import { type Restored, type RestorePorts, restoreBackup } from '../backup/restore-backup.ts';
import { createCompose } from '../compose/compose.ts';
import { createVolumeStore } from '../compose/volume-store.ts';
import { askYes } from '../lib/ask-yes.ts';
import { type OutputOptions, showResult } from '../lib/show-result.ts';
import { createSteps } from '../lib/steps.ts';
import type { CommandContext } from './command-context.ts';

export interface RestoreCommandOptions extends OutputOptions {
  readonly passphraseFile?: string;
  readonly replace: boolean;
  readonly yes: boolean;
}

/** Makes this host the deployment of a backup, and says what is left to do. Resolves with the exit code. */
export async function restore(
  file: string,
  { passphraseFile, replace, yes, json }: RestoreCommandOptions,
  asked: CommandContext,
  ports?: RestorePorts,
): Promise<number> {
  // Steps are for people.
  const context = json ? { ...asked, write: () => undefined, hasTerminal: false } : asked;
  const passphrase = readPassphrase(passphraseFile);
  if (!passphrase.ok) return showResult(passphrase, { json, write: asked.write }, () => []);
  const confirm = async (question: string) => yes || (await askYes(question, context));
  const restored = await restoreBackup(
    { file, passphrase: passphrase.value, replace, confirm },
    ports ?? portsOf(context),
    context,
  );
  return showResult(restored, { json, write: asked.write }, nextSteps, (value) => ({
    ...value,
    // May hold secrets.
    env: Object.keys(value.env),
  }));
}

function portsOf(context: CommandContext): RestorePorts {
  return {
    compose: (env) => createCompose({ ...context, env }),
    running: createCompose(context),
    store: (env) => createVolumeStore({ root: context.root, env }),
    steps: createSteps(context),
  };
}

/** What only a person can do. */
export function nextSteps({ backup, env, written, before, missing }: Restored): readonly string[] {
  const { manifest } = backup;
  const from = manifest.url === null ? '' : `, of ${manifest.url}`;
  return [
    `restored  what was backed up on ${manifest.createdAt} by Burrow ${manifest.burrowVersion}${from}`,
    ...written.map((name) => `          ${name} was written`),
    ...(before === null ? [] : [`          what was here before: ${before}`]),
    'to do',
    ...missing.map(
      ({ setting, path }) => `  put your own file at ${path} (${setting}): backups do not hold it`,
    ),
    ...(env.PUBLIC_IP
      ? [
          `  PUBLIC_IP in .env is ${env.PUBLIC_IP}: if this host has another address, correct it or take it out`,
        ]
      : []),
    ...(env.DOMAIN
      ? [`  let the A record of ${env.DOMAIN} (and an AAAA record, if there is one) lead to this host`]
      : ['  links hold the address of the host: those from another address lead there, not here']),
    '  stop Burrow on the other host: ./scripts/burrow down',
    '  start it here: ./scripts/up',
  ];
}
