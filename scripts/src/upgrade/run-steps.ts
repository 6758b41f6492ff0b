import { failure, type Problem, type Result, success } from '#keeper/result';
import type { Steps } from '../lib/steps.ts';
import type { Journal, JournalFile } from './journal.ts';

/** One step of an upgrade. Both ways are safe to run again, also when they were interrupted in the middle. */
export interface UpgradeStep {
  /** Stands in the journal. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly do: (say: (outcome: string) => void) => Promise<Result<void>>;
  /** Takes back what it has done, or has half done. */
  readonly undo?: () => Promise<Result<void>>;
}

export interface RunOptions {
  readonly file: JournalFile;
  readonly steps: Steps;
  /** Aborts when the person wants to stop: between two steps, and then all of it is taken back. */
  readonly stop: AbortSignal;
}

/**
 * Takes one step after the other. When one fails, what was begun is taken back, the last first; a step that cannot be taken
 * back does not keep the others from it.
 * @param journal of a run before that was interrupted, or a new one; written before each step, removed at the end
 */
export async function runUpgrade(
  table: readonly UpgradeStep[],
  journal: Journal,
  options: RunOptions,
): Promise<Result<void>> {
  const { file, steps, stop } = options;
  let now = journal;
  const write = (next: Journal) => {
    now = next;
    return file.write(now);
  };
  if (now.direction === 'back') return goBack(table, now, interrupted(now), options);
  for (const step of table) {
    const begun = now.begun.includes(step.name) ? now.begun : [...now.begun, step.name];
    const noted = write({ ...now, begun });
    const done = stop.aborted ? stopped() : noted.ok ? await steps.run(step.title, step.do) : noted;
    if (!done.ok) {
      // Also where that cannot be noted any more.
      const turned = write({ ...now, direction: 'back' });
      return goBack(table, now, [...done.problems, ...(turned.ok ? [] : turned.problems)], options);
    }
  }
  file.remove();
  return success(undefined);
}

async function goBack(
  table: readonly UpgradeStep[],
  journal: Journal,
  why: readonly Problem[],
  { file, steps }: RunOptions,
): Promise<Result<void>> {
  const problems: Problem[] = [];
  for (const { name, title, undo } of table.toReversed()) {
    if (undo === undefined || !journal.begun.includes(name)) continue;
    const undone = await steps.run(`back: ${title}`, undo);
    if (!undone.ok) problems.push(...undone.problems);
  }
  // While something could not be taken back the next run tries again.
  if (problems.length === 0) file.remove();
  return { ok: false, problems: [...why, ...problems] };
}

function interrupted({ begun, from }: Journal): readonly Problem[] {
  const cause = `expected an upgrade to come to its end; found one from ${from} that was interrupted on its way back (it had come to "${begun.at(-1) ?? 'the beginning'}")`;
  return failure('upgrade-interrupted', cause, 'What it had done is taken back now.').problems;
}

function stopped(): Result<never> {
  const cause = 'expected to go on; found that it was told to stop';
  return failure('upgrade-stopped', cause, 'Run it again when you want to.');
}
