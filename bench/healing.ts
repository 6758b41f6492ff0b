/**
 * From the moment when the network can carry media again until everybody sees and hears everybody: `npm run
 * bench:healing`, as root; needs what `./scripts/test --only lab` installs, and `npm run build` before it. Each fault
 * strikes a call of its own, of `BURROW_HEALING_PEOPLE` people (default 2).
 */
import type { ClientKind } from '../test/lab/client-kinds.ts';
import { deploy } from '../test/lab/deployment.ts';
import { startFaultyCall } from '../test/lab/faulty-call.ts';
import { createLab } from '../test/lab/lab.ts';
import { msUntilGone, NETWORK_FAULTS, type NetworkFault } from '../test/lab/network-faults.ts';

const SERVER = '203.0.113.10';
const NAME = 'call.burrow.test';
const PEOPLE = Number(process.env.BURROW_HEALING_PEOPLE ?? 2);
/** Some faults alone, by key and separated by commas; default: all. */
const ONLY = process.env.BURROW_HEALING_FAULTS?.split(',');
/** Why: each of them is a browser of its own, and what shall be measured is the network, not the machine. */
const SMALL_CAMERA = { width: 160, height: 90, frameRate: 20 };
const GONE_LIMIT_MS = 90_000;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const isChosen = (key: string) => ONLY === undefined || ONLY.includes(key);

const lab = await createLab({ names: { [NAME]: SERVER } });
try {
  const burrow = await deploy(await lab.addHost('server', { address: SERVER }), { name: NAME });
  let calls = 0;
  const startCall = (kind: ClientKind) =>
    startFaultyCall(lab, burrow, {
      label: `call${++calls}-`,
      kinds: [kind, ...Array<ClientKind>(PEOPLE - 1).fill(kind)],
      ...(PEOPLE > 2 && { camera: SMALL_CAMERA }),
    });

  say(`| fault (${PEOPLE} people) | direct | relayed |\n| --- | --- | --- |`);
  for (const [, fault] of Object.entries(NETWORK_FAULTS).filter(([key]) => isChosen(key))) {
    const cells: string[] = [];
    for (const kind of ['cone', 'symmetric'] as const) cells.push(await measured(fault, kind));
    say(`| ${fault.name} | ${cells.join(' | ')} |`);
  }
  if (isChosen('gone')) {
    const call = await startCall('symmetric');
    say(`| a browser killed: seen to leave | – | ${await msUntilGone(call, GONE_LIMIT_MS)} ms |`);
    await call.end();
  }

  async function measured(fault: NetworkFault, kind: ClientKind): Promise<string> {
    const call = await startCall(kind);
    const tookMs = await fault.measure(call);
    await call.end();
    return tookMs === null ? 'not without a reload' : `${tookMs} ms`;
  }
} finally {
  await lab.close();
}
