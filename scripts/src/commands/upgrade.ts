import { join } from 'node:path';
import { failure, type Result, success } from '#keeper/result';
import { makeBackup } from '../backup/make-backup.ts';
import { type BundleImages, createBundleImages, type PresentPart } from '../compose/bundle-images.ts';
import { createCompose } from '../compose/compose.ts';
import { findEngine } from '../compose/engine.ts';
import { createVolumeStore } from '../compose/volume-store.ts';
import { examineBundle } from '../doctor/examine-bundle.ts';
import { findingLines } from '../doctor/finding-lines.ts';
import { askYes } from '../lib/ask-yes.ts';
import { buildEnvironment, burrowVersion, checkoutOf } from '../lib/burrow-version.ts';
import { type OutputOptions, showResult } from '../lib/show-result.ts';
import { createSteps } from '../lib/steps.ts';
import { tryAgain } from '../lib/try-again.ts';
import { deployedConfig } from '../upgrade/deployed-config.ts';
import { type Journal, journalFile } from '../upgrade/journal.ts';
import { runUpgrade } from '../upgrade/run-steps.ts';
import { smokeTest } from '../upgrade/smoke-test.ts';
import { type UpgradePorts, upgradeSteps } from '../upgrade/upgrade-steps.ts';
import { versionChanges } from '../upgrade/version-changes.ts';
import type { CommandContext } from './command-context.ts';
import { checkBundle } from './up-with-compose.ts';

export interface UpgradeCommandOptions extends OutputOptions {
  readonly yes: boolean;
}

export interface Upgraded {
  readonly from: string;
  readonly to: string;
  readonly backup: string | null;
}

/** Why these: what has just started may need a moment until all of it knows of all. */
const SMOKE_TRIES = 5;
const SMOKE_EVERY_MS = 3_000;

/** Of images that were built before versions were written on them. */
const UNKNOWN = 'unknown';

/** Brings what runs to the version of this directory, or back to where it was. Resolves with the exit code. */
export async function upgrade({ yes, json }: UpgradeCommandOptions, asked: CommandContext): Promise<number> {
  // Steps are for people.
  const context = json ? { ...asked, write: () => undefined, hasTerminal: false } : asked;
  const result = await upgradeBundle(yes, context);
  return showResult(result, { json, write: asked.write }, ({ from, to, backup }) => [
    `upgraded from ${from} to ${to}; backup of before: ${backup ?? 'none'}`,
  ]);
}

async function upgradeBundle(yes: boolean, context: CommandContext): Promise<Result<Upgraded>> {
  const images = createBundleImages(context);
  const file = journalFile(join(context.root, '.burrow', 'upgrade.json'));
  const steps = createSteps(context);
  const journal = await beginOrGoOn(file.read(), images, context);
  if (!journal.ok) return journal;
  const planned = await images.planned();
  if (!planned.ok) return planned;
  const { from, to, begun } = journal.value;
  if (begun.length > 0)
    steps.note(`an upgrade from ${from} was interrupted at "${begun.at(-1)}"; it goes on`);
  let backup: string | null = null;
  const ports = portsOf({ yes, journal: journal.value, images }, context, steps.note, (made) => {
    backup = made;
  });
  const done = await runUpgrade(upgradeSteps(planned.value, journal.value, ports), journal.value, {
    ...{ file, steps, stop: context.stop },
  });
  if (done.ok) return success({ from, to, backup });
  return { ok: false, problems: [...done.problems, ...whereItStands(file.read(), from)] };
}

/** The journal of a run that was interrupted knows what ran before; what runs now may be half of each. */
async function beginOrGoOn(
  kept: Result<Journal | null>,
  images: BundleImages,
  context: CommandContext,
): Promise<Result<Journal>> {
  if (!kept.ok || kept.value !== null) return kept as Result<Journal>;
  const running = await images.present();
  if (!running.ok) return running;
  if (!running.value.some(({ isRunning }) => isRunning)) {
    const cause = 'expected a bundle that runs; found none';
    return failure(
      'upgrade-nothing-runs',
      cause,
      'There is nothing to keep alive: ./scripts/up starts this version.',
    );
  }
  return success({
    ...{ from: versionOf(running.value), to: await burrowVersion(context) },
    startedAt: new Date(context.clock.now()).toISOString(),
    ...{ direction: 'forward', begun: [] },
    images: Object.fromEntries(running.value.map(({ part, image }) => [part, image])),
  });
}

function portsOf(
  { yes, journal, images }: { yes: boolean; journal: Journal; images: BundleImages },
  context: CommandContext,
  note: (text: string) => void,
  keepBackup: (file: string) => void,
): UpgradePorts {
  const compose = createCompose(context);
  const deployed = deployedConfig(context.root);
  const policyOfNow = async () =>
    deployed.policy === null ? compose.exec('keeper', ['cat', 'turnserver.conf']) : success(deployed.policy);
  return {
    ...{ images, note, deployed },
    async check() {
      const engine = await findEngine(context.run, compose);
      if (!('none' in engine)) return checkBundle(engine, compose, context);
      return failure('engine', `expected a Docker engine; found none: ${engine.none}`, 'Start it.');
    },
    async examine() {
      const { findings } = await examineBundle(compose, context);
      const failures = findings.filter(({ status }) => status === 'failure');
      return failures.length === 0 ? [] : findingLines(failures);
    },
    changes: () => versionChanges({ from: journal.from, to: journal.to, policyOfNow }, context),
    build: async () => createCompose({ ...context, env: await buildEnvironment(context) }).build(),
    async backup() {
      const store = createVolumeStore(context);
      const options = { file: '', label: '-before-upgrade', version: journal.from, passphrase: null, store };
      const made = await makeBackup(options, context);
      if (!made.ok) return made;
      keepBackup(made.value.file);
      return success(made.value.file);
    },
    confirm: async (question) => yes || askYes(question, context),
    smokeTest: (configFile) => {
      const tried = { compose: createCompose({ ...context, configFile }), now: context.clock.now };
      return tryAgain(() => smokeTest(tried), {
        ...{ most: SMOKE_TRIES, everyMs: SMOKE_EVERY_MS, clock: context.clock },
      });
    },
  };
}

/** On the keeper's image. */
function versionOf(running: readonly PresentPart[]): string {
  return running.find(({ part }) => part === 'keeper')?.version ?? UNKNOWN;
}

/** The last word after a failure: what runs now, and what the files of this directory are then. */
function whereItStands(left: Result<Journal | null>, from: string) {
  if (!left.ok || left.value !== null) {
    const cause = 'the way back did not come to its end either';
    return failure(
      'upgrade-half',
      cause,
      'Mend what the lines above say, then run ./scripts/burrow upgrade again.',
    ).problems;
  }
  const commit = checkoutOf(from);
  const back = commit === null ? 'the files of the version before' : `git checkout ${commit}`;
  const cause = `what ran before (${from}) runs as before; the files of this directory are those of the new version`;
  return failure('upgrade-back', cause, `To have them fit again: ${back}.`).problems;
}
