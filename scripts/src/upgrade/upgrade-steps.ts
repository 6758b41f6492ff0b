import { failure, type Result, success } from '#keeper/result';
import type { BundleImages, PlannedPart } from '../compose/bundle-images.ts';
import { attemptFiles } from '../lib/attempt-files.ts';
import { lastWords } from '../lib/last-words.ts';
import type { DeployedConfig } from './deployed-config.ts';
import { type Interruption, interruptions } from './interruptions.ts';
import type { Journal } from './journal.ts';
import type { UpgradeStep } from './run-steps.ts';

type Done = Promise<Result<void>>;
type Say = (outcome: string) => void;

/** What the steps do; each is somebody else's work. */
export interface UpgradePorts {
  /** Engine, room, settings, ports, and whatever else can be looked at without changing anything. */
  readonly check: () => Done;
  /** What the doctor finds wrong now, a line each. No reason to stay: the new version may be the cure. */
  readonly examine: () => Promise<readonly string[]>;
  /** What will be different, for people. */
  readonly changes: () => Promise<Result<readonly string[]>>;
  readonly build: () => Done;
  /** Resolves with the file. */
  readonly backup: () => Promise<Result<string>>;
  readonly confirm: (question: string) => Promise<boolean>;
  /** Through the ports that people use. @param configFile as for `recreate`: it says which ports those are */
  readonly smokeTest: (configFile: string | null) => Done;
  readonly images: BundleImages;
  readonly deployed: DeployedConfig;
  readonly note: (text: string) => void;
}

/** From this step on what runs may be another version. */
const FIRST_TOUCH = 'renew';

/**
 * The keeper first, because the others read what it writes. The relay next: what it relays heals within seconds only while
 * pages have their line to the service, and a new policy from the keeper starts coturn anew at the same time.
 */
const ORDER = ['keeper', 'turn', 'signaling', 'caddy', 'edge'];

/**
 * An upgrade, step by step: up to the question nothing that runs is touched.
 * @param planned the parts of the version that comes
 * @param journal `images`: which one each part had before the upgrade began; `begun`: by a run before this one
 */
export function upgradeSteps(
  planned: readonly PlannedPart[],
  { images: before, begun }: Pick<Journal, 'images' | 'begun'>,
  ports: UpgradePorts,
): readonly UpgradeStep[] {
  const { images, deployed, note } = ports;
  const parts = planned.toSorted((one, other) => placeOf(one.part) - placeOf(other.part));
  let changing: readonly Interruption[] = [];
  return [
    { name: 'check', title: 'checking engine, disk, settings and ports', do: ports.check },
    { name: 'doctor', title: 'what the doctor finds wrong before', do: examine },
    { name: 'changes', title: 'what will be different', do: showChanges },
    { name: 'keep', title: 'keeping what runs now', do: keep },
    { name: 'build', title: 'images', do: ports.build, undo: namesAsBefore },
    { name: 'backup', title: 'backup', do: backup },
    { name: 'ask', title: 'what this interrupts', do: ask },
    {
      name: FIRST_TOUCH,
      title: 'all parts as before',
      do: async () => success(undefined),
      undo: allAsBefore,
    },
    ...parts.map(
      (part): UpgradeStep => ({
        name: `part ${part.part}`,
        title: part.part,
        do: (say) => renew(part, say),
        undo: () => putBack(part),
      }),
    ),
    { name: 'smoke', title: 'service, page and a relayed byte', do: () => ports.smokeTest(null) },
    { name: 'remember', title: 'remembering how it runs now', do: remember },
  ];

  async function examine(say: Say): Done {
    const lines = await ports.examine();
    if (lines.length === 0) say('nothing');
    for (const line of lines) note(`  ${line}`);
    return success(undefined);
  }

  async function showChanges(): Done {
    const changes = await ports.changes();
    if (!changes.ok) return changes;
    for (const line of changes.value) note(`  ${line}`);
    return success(undefined);
  }

  /** A second name for each image, so that nothing tidies it away. */
  async function keep(): Done {
    // After an interruption what is on record may be the new version already: what was prepared then is what ran before.
    if (!begun.includes(FIRST_TOUCH)) {
      const prepared = attemptFiles(() => deployed.prepareReturn());
      if (!prepared.ok) return prepared;
      if (prepared.value === null) note(NOT_REMEMBERED);
    }
    return each(parts, async ({ part, image }) => {
      const of = before[part];
      return of === undefined ? success(undefined) : images.tag(of, `${withoutTag(image)}:previous`);
    });
  }

  async function backup(say: Say): Done {
    const made = await ports.backup();
    if (!made.ok) return made;
    say(made.value);
    return success(undefined);
  }

  async function ask(say: Say): Done {
    const found = await interruptions(images);
    if (!found.ok) return found;
    changing = found.value.toSorted((one, other) => placeOf(one.part) - placeOf(other.part));
    if (changing.length === 0) {
      say('nothing: all parts are of this version');
      return success(undefined);
    }
    for (const { part, effect } of changing) note(`  ${part.padEnd(10)} ${effect}`);
    if (await ports.confirm('Go on?')) return success(undefined);
    const cause = 'expected a yes before running parts are made anew; found none';
    return failure(
      'upgrade-declined',
      cause,
      'Nothing that runs was touched. With --yes there is no question.',
    );
  }

  async function renew({ part }: PlannedPart, say: Say): Done {
    if (!changing.some((found) => found.part === part)) say('as it is');
    const renewed = await images.recreate([part], { wait: true });
    if (renewed.ok) return renewed;
    const words = lastWords(await images.logOf(part));
    if (words === null) return renewed;
    const cause = `expected ${part} of the new version to be healthy; found in its log: ${words}`;
    const why = failure('upgrade-part', cause, 'All of it is taken back.').problems;
    return { ok: false, problems: [...renewed.problems, ...why] };
  }

  /** Without waiting for its health: it may need others that are not back yet. */
  async function putBack(part: PlannedPart): Done {
    const named = await nameAsBefore(part);
    if (!named.ok) return named;
    if (before[part.part] === undefined) return images.remove(part.part);
    return images.recreate([part.part], { wait: false, configFile: deployed.returnFile });
  }

  /** All healthy, and the proof that calls work. */
  async function allAsBefore(): Done {
    const named = await namesAsBefore();
    if (!named.ok) return named;
    const known = parts.map(({ part }) => part).filter((part) => before[part] !== undefined);
    const healthy = await images.recreate(known, { wait: true, configFile: deployed.returnFile });
    return healthy.ok ? ports.smokeTest(deployed.returnFile) : healthy;
  }

  function namesAsBefore(): Done {
    return each(parts, nameAsBefore);
  }

  async function nameAsBefore({ part, image }: PlannedPart): Done {
    const of = before[part];
    return of === undefined ? success(undefined) : images.tag(of, image);
  }

  async function remember(): Done {
    const resolved = await images.resolved();
    return resolved.ok ? attemptFiles(() => deployed.remember(resolved.value)) : resolved;
  }
}

const NOT_REMEMBERED =
  '  how this was started is not on record: going back would take the images of before with the files of this directory';

/** Services of the operator's own come last. */
function placeOf(part: string): number {
  const place = ORDER.indexOf(part);
  return place < 0 ? ORDER.length : place;
}

/** A colon after the last slash; before it would be a registry's port. */
function withoutTag(image: string): string {
  return image.replace(/:[^/:]*$/, '');
}

async function each<Item>(items: readonly Item[], work: (item: Item) => Done): Done {
  for (const item of items) {
    const done = await work(item);
    if (!done.ok) return done;
  }
  return success(undefined);
}
