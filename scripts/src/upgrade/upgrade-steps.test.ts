/** An upgrade in a world of images and parts: every step fails once, and the power goes at every step. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failure, type Result, success } from '#keeper/result';
import type { BundleImages } from '../compose/bundle-images.ts';
import { createSteps } from '../lib/steps.ts';
import { createManualClock } from '../lib/testing/manual-clock.ts';
import { deployedConfig } from './deployed-config.ts';
import { type Journal, journalFile } from './journal.ts';
import { runUpgrade } from './run-steps.ts';
import { type UpgradePorts, upgradeSteps } from './upgrade-steps.ts';

const PARTS = ['caddy', 'edge', 'extra', 'keeper', 'signaling', 'turn'] as const;
/** What the new version does not change. */
const SAME = 'edge';
const STEPS = [
  ...['check', 'doctor', 'changes', 'keep', 'build', 'backup', 'ask', 'renew'],
  ...['part keeper', 'part turn', 'part signaling', 'part caddy', 'part edge', 'part extra'],
  ...['smoke', 'remember'],
];

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'burrow-upgrade-'));
  writeFileSync(join(top, 'turnserver.conf'), 'old policy');
  deployedConfig(top).remember('{"services": {"keeper": {}}}');
  writeFileSync(join(top, 'turnserver.conf'), 'new policy');
});
afterEach(() => rmSync(top, { recursive: true }));

class PowerCut extends Error {}

interface World {
  /** Names of images, and what they stand for. */
  readonly names: Map<string, string>;
  /** What each part runs: image and configuration. */
  readonly parts: Map<string, string>;
  readonly done: string[];
}

function createWorld(): World {
  const old = PARTS.filter((part) => part !== 'extra');
  return {
    names: new Map(old.map((part) => [`burrow-${part}`, `old ${part}`])),
    parts: new Map(old.map((part) => [part, `old ${part}, old config`])),
    done: [],
  };
}

interface Faults {
  /** The step that fails. */
  readonly failing?: string;
  /** What is being done when the power goes; `after`: it has been done. */
  readonly cut?: { readonly at: string; readonly after: boolean };
  readonly says?: boolean;
}

function portsIn(world: World, { failing, cut, says = true }: Faults): UpgradePorts {
  const { names, parts, done } = world;
  /** One thing that is done to the world. */
  async function act(what: string, work: () => void = () => undefined): Promise<Result<void>> {
    if (cut?.at === what && !cut.after) throw new PowerCut();
    if (failing === what)
      return failure('broken', `expected ${what} to work; found that it does not`, 'Mend it.');
    work();
    done.push(what);
    if (cut?.at === what && cut.after) throw new PowerCut();
    return success(undefined);
  }
  const images: BundleImages = {
    present: async () =>
      success(
        [...parts].map(([part, runs]) => {
          const [image = '', configHash = ''] = runs.split(', ');
          return { part, isRunning: true, image, configHash, version: null };
        }),
      ),
    planned: async () =>
      success(
        PARTS.map((part) => ({
          part,
          image: `burrow-${part}`,
          configHash: part === SAME ? 'old config' : 'new config',
        })),
      ),
    identityOf: async (name) => names.get(name) ?? null,
    tag: (image, name) => {
      const keeps = name.endsWith(':previous');
      return act(keeps ? 'keep' : `name ${name}`, () => names.set(name, image));
    },
    recreate: (wanted, { configFile = null }) => {
      // On the way back there are other steps than "part".
      const what = configFile === null ? `part ${wanted[0]}` : `back ${wanted.join(' ')}`;
      return act(what, () => {
        for (const part of wanted) {
          const isOld = configFile !== null || part === SAME;
          parts.set(part, `${names.get(`burrow-${part}`)}, ${isOld ? 'old' : 'new'} config`);
        }
      });
    },
    remove: (part) => act(`remove ${part}`, () => parts.delete(part)),
    logOf: async (part) => `${part}: error: it is broken`,
    resolved: async () => {
      const done = await act('remember');
      return done.ok ? success('{"services": {}}') : done;
    },
  };
  const deployed = deployedConfig(top);
  return {
    ...{ images, note: () => undefined },
    deployed,
    check: () => act('check'),
    examine: async () => {
      await act('doctor');
      return ['something'];
    },
    changes: async () => {
      const looked = await act('changes');
      return looked.ok ? success(['a change']) : looked;
    },
    build: () =>
      act('build', () => {
        for (const part of PARTS) if (part !== SAME) names.set(`burrow-${part}`, `new ${part}`);
      }),
    backup: async () => {
      const made = await act('backup');
      return made.ok ? success('/backup') : made;
    },
    confirm: async () => {
      const asked = await act('ask');
      return asked.ok && says;
    },
    // Of the new version by the files of the directory, of the one before by what it was started from.
    smokeTest: (configFile) => act(configFile === null ? 'smoke' : 'smoke of before'),
  };
}

const NEW: Journal = {
  ...{ from: '0.1.0', to: '0.2.0', startedAt: '2030-01-01T00:00:00Z', direction: 'forward', begun: [] },
  images: Object.fromEntries(
    [...createWorld().parts].map(([part, runs]) => [part, runs.split(', ')[0] ?? '']),
  ),
};

/** One run of the command: it goes on where the journal on the disk says. */
async function run(
  world: World,
  faults: Faults = {},
  stop = new AbortController().signal,
): Promise<Result<void>> {
  const ports = portsIn(world, faults);
  const file = journalFile(join(top, '.burrow', 'upgrade.json'));
  const kept = file.read();
  const journal = (kept.ok ? kept.value : null) ?? NEW;
  const planned = await ports.images.planned();
  if (!planned.ok) return planned;
  const steps = createSteps({ write: () => undefined, clock: createManualClock().clock });
  const table = upgradeSteps(planned.value, journal, ports);
  expect(table.map(({ name }) => name)).toEqual(STEPS);
  return runUpgrade(table, journal, { file, steps, stop });
}

const journalLeft = () => {
  const read = journalFile(join(top, '.burrow', 'upgrade.json')).read();
  return read.ok ? read.value : read;
};

function expectOld({ parts, names }: World): void {
  expect(Object.fromEntries(parts)).toEqual(Object.fromEntries(createWorld().parts));
  for (const part of PARTS)
    if (part !== 'extra') expect(names.get(`burrow-${part}`), part).toBe(`old ${part}`);
}

function expectNew({ parts }: World): void {
  for (const part of PARTS)
    expect(parts.get(part), part).toBe(part === SAME ? 'old edge, old config' : `new ${part}, new config`);
}

test('all goes well: what ran before is kept by name, and nothing is left to go on with', async () => {
  const world = createWorld();
  expect(await run(world)).toEqual({ ok: true, value: undefined });
  expectNew(world);
  expect(world.names.get('burrow-turn:previous')).toBe('old turn');
  expect(journalLeft()).toBeNull();
  expect([...new Set(world.done)]).toEqual(STEPS.filter((step) => step !== 'renew'));
});

test('a second upgrade to the same version asks nothing', async () => {
  const world = createWorld();
  await run(world);
  world.done.length = 0;
  const images = Object.fromEntries(
    [...world.parts].map(([part, runs]) => [part, runs.split(', ')[0] ?? '']),
  );
  journalFile(join(top, '.burrow', 'upgrade.json')).write({ ...NEW, images });
  expect(await run(world)).toMatchObject({ ok: true });
  expect(world.done).not.toContain('ask');
});

/** The doctor only tells. */
describe.each(STEPS.filter((step) => step !== 'renew' && step !== 'doctor'))('when "%s" fails', (failing) => {
  test('all is as before, and why is said', async () => {
    const world = createWorld();
    const result = await run(world, { failing });
    expect(result).toMatchObject({ ok: false });
    const causes = result.ok ? [] : result.problems.map(({ cause }) => cause);
    if (failing !== 'ask') expect(causes[0]).toContain(`expected ${failing} to work`);
    if (failing === 'part turn') expect(causes[1]).toContain('turn: error: it is broken');
    expectOld(world);
    expect(journalLeft()).toBeNull();
    // The proof of it, when anything that runs was touched.
    const touched = STEPS.indexOf(failing) > STEPS.indexOf('renew');
    expect(world.done.includes('smoke of before')).toBe(touched);
  });
});

describe.each(STEPS.filter((step) => step !== 'renew'))('when the power goes at "%s"', (at) => {
  test.each([false, true])('the next run ends it (it had been done: %s)', async (after) => {
    const world = createWorld();
    await expect(run(world, { cut: { at, after } })).rejects.toThrow(PowerCut);
    expect(journalLeft()).toMatchObject({ direction: 'forward', begun: expect.arrayContaining([at]) });
    expect(await run(world)).toMatchObject({ ok: true });
    expectNew(world);
    expect(world.names.get('burrow-turn:previous')).toBe('old turn');
    expect(journalLeft()).toBeNull();
  });

  test.each([false, true])('a next run that fails still knows what ran before (done: %s)', async (after) => {
    const world = createWorld();
    await expect(run(world, { cut: { at, after } })).rejects.toThrow(PowerCut);
    expect(await run(world, { failing: 'smoke' })).toMatchObject({ ok: false });
    expectOld(world);
    expect(readFileSync(join(top, '.burrow/return-turnserver.conf'), 'utf8')).toBe('old policy');
  });
});

test.each(['back turn', 'back signaling', 'remove extra', 'smoke of before'])(
  'when the power goes on the way back, at "%s", the next run ends that way',
  async (at) => {
    const world = createWorld();
    await expect(run(world, { failing: 'smoke', cut: { at, after: true } })).rejects.toThrow(PowerCut);
    const result = await run(world);
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'upgrade-interrupted' }] });
    expectOld(world);
    expect(journalLeft()).toBeNull();
  },
);

test('a step that cannot be taken back does not keep the others from it, and the next run tries again', async () => {
  const world = createWorld();
  let isBroken = true;
  const failed = await runTwoFaults(world, () => isBroken);
  expect(failed.ok ? [] : failed.problems.map(({ code }) => code)).toEqual(['first', 'second']);
  expect(world.done).toEqual(['undone one']);
  expect(journalLeft()).toMatchObject({ direction: 'back' });
  isBroken = false;
  await runTwoFaults(world, () => isBroken);
  expect(world.done).toEqual(['undone one', 'undone two', 'undone one']);
  expect(journalLeft()).toBeNull();
});

function runTwoFaults(world: World, isBroken: () => boolean): Promise<Result<void>> {
  const file = journalFile(join(top, '.burrow', 'upgrade.json'));
  const kept = file.read();
  const steps = createSteps({ write: () => undefined, clock: createManualClock().clock });
  const well = async () => success(undefined);
  const undo = (name: string) => async () => {
    world.done.push(`undone ${name}`);
    return success(undefined);
  };
  return runUpgrade(
    [
      { name: 'one', title: 'one', do: well, undo: undo('one') },
      {
        ...{ name: 'two', title: 'two', do: async () => failure('first', 'a', 'B.') },
        undo: async () => (isBroken() ? failure('second', 'c', 'D.') : undo('two')()),
      },
      { name: 'three', title: 'three', do: well, undo: undo('three') },
    ],
    (kept.ok ? kept.value : null) ?? NEW,
    { file, steps, stop: new AbortController().signal },
  );
}

test('whoever stops it has all as before', async () => {
  const world = createWorld();
  const stop = new AbortController();
  stop.abort();
  expect(await run(world, {}, stop.signal)).toMatchObject({
    ok: false,
    problems: [{ code: 'upgrade-stopped' }],
  });
  expectOld(world);
});

test('without a yes nothing that runs is touched', async () => {
  const world = createWorld();
  expect(await run(world, { says: false })).toMatchObject({ problems: [{ code: 'upgrade-declined' }] });
  expectOld(world);
  expect(world.done.filter((what) => STEPS.includes(what) || what.startsWith('back'))).toEqual([
    ...['check', 'doctor', 'changes', ...PARTS.slice(1).map(() => 'keep'), 'build', 'backup', 'ask'],
  ]);
});

test('where the journal cannot be written nothing is begun', async () => {
  const world = createWorld();
  const ports = portsIn(world, {});
  const planned = await ports.images.planned();
  const full = {
    read: () => success(null),
    write: () => failure('files', 'full', 'Make room.'),
    remove: () => undefined,
  };
  const steps = createSteps({ write: () => undefined, clock: createManualClock().clock });
  const options = { file: full, steps, stop: new AbortController().signal };
  const result = await runUpgrade(upgradeSteps(planned.ok ? planned.value : [], NEW, ports), NEW, options);
  expect(result).toMatchObject({ ok: false, problems: [{ code: 'files' }, { code: 'files' }] });
  expectOld(world);
  expect(world.done).toEqual([]);
});

test('a journal that cannot be read is told, not written over', () => {
  const path = join(top, 'upgrade.json');
  writeFileSync(path, '{"from":');
  expect(journalFile(path).read()).toMatchObject({ ok: false, problems: [{ code: 'upgrade-journal' }] });
});
