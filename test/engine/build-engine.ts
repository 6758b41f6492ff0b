import { LabProcess } from '../lab/lab-process.ts';
import { takeBuildingRoot } from './data-roots.ts';
import { Engine } from './engine.ts';

const LOCK = '/run/burrow-build.lock';
const TURN_LIMIT_MS = 20 * 60_000;

/** Runs something with an engine on this machine's own network, which reaches registries and mirrors. */
export async function withBuildEngine<Value>(work: (engine: Engine) => Promise<Value>): Promise<Value> {
  // Two engines in one network would fight for its bridge and its rules: test runs take turns.
  const turn = new LabProcess(['flock', LOCK, 'sh', '-c', 'echo mine; cat'], { keepsInputOpen: true });
  await turn.waitForOutput(/^mine$/m, TURN_LIMIT_MS);
  const root = await takeBuildingRoot();
  const engine = new Engine({ namespace: null, directory: '/run/burrow-build', dataRoot: root.path });
  try {
    await engine.start();
    return await work(engine);
  } finally {
    await engine.stop();
    await root.release();
    await turn.kill();
  }
}
