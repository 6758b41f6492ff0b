/**
 * From the click on "Join call" to the first picture decoded: two pages of the client against two pages that have
 * nothing but an RTCPeerConnection each and a WebSocket between them, in turns in the same run, directly and through
 * the relay alone. `npm run bench:join`, as root, after `npm run build`. The figure is the ratio of medians.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { fetchCredential } from '../test/bundle/turn.ts';
import { CallPage } from '../test/driver/call-page.ts';
import type { ClientKind } from '../test/lab/client-kinds.ts';
import { deploy } from '../test/lab/deployment.ts';
import { createLab } from '../test/lab/lab.ts';
import { joinBare, startBareServer } from './bare-call.ts';

const SERVER = '203.0.113.10';
const BARE_SERVER = '203.0.113.20';
const [NAME, BARE_NAME] = ['call.burrow.test', 'bare.burrow.test'];
const API_KEY = 'a-key-of-this-bench-0123456789';
const ROUNDS = Number(process.env.BURROW_JOIN_ROUNDS ?? 9);
/** Of who waits for the other: until nothing of their own start is under way any more. */
const SETTLE_MS = 1_500;

const say = (line: string) => void process.stdout.write(`${line}\n`);

const lab = await createLab({ names: { [NAME]: SERVER, [BARE_NAME]: BARE_SERVER } });
try {
  const burrow = await deploy(await lab.addHost('server', { address: SERVER }), {
    ...{ name: NAME, apiKey: API_KEY },
  });
  const bareHost = await lab.addHost('bare', { address: BARE_SERVER });
  await startBareServer(bareHost, BARE_NAME);
  // Two symmetric NATs leave nothing but the relay.
  for (const [way, kind] of [
    ['direct', 'open'],
    ['relayed', 'symmetric'],
  ] as const satisfies readonly (readonly [string, ClientKind])[]) {
    const first = await lab.addClient(`${kind}1`, kind);
    const second = await lab.addClient(`${kind}2`, kind);
    const [waiting, joining] = await Promise.all([first.launchChromium(), second.launchChromium()]);
    const [bare, ours]: [number[], number[]] = [[], []];
    const { username, password } = await fetchCredential(first, burrow.url, API_KEY);
    const urls = ['udp', 'tcp'].map((transport) => `turn:${SERVER}:3478?transport=${transport}`);
    const iceServers = [{ urls, username, credential: password }];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(
        await joinBare([waiting, joining], { url: `https://${BARE_NAME}/`, iceServers, settleMs: SETTLE_MS }),
      );
      const host = await CallPage.open(waiting, burrow.url);
      const guest = await CallPage.open(joining, await host.startCall('Ann'));
      await guest.enterName('Ben');
      await delay(SETTLE_MS);
      ours.push(await joinCall(guest.page));
      await Promise.all([host.close(), guest.close()]);
    }
    say(
      `${way}: ${median(bare)} ms bare, ${median(ours)} ms ours: ${(median(ours) / median(bare)).toFixed(2)} times the floor (medians of ${ROUNDS})`,
    );
    await Promise.all([waiting.close(), joining.close()]);
  }
} finally {
  await lab.close();
}

/** Milliseconds, by the clock of the page, from the click until a video of somebody else has a picture. */
function joinCall(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { peerConnectionsMade } = window as unknown as { peerConnectionsMade: RTCPeerConnection[] };
    const clickedAt = performance.now();
    document.querySelector<HTMLElement>('[data-testid=join-call]')?.click();
    for (;;) {
      for (const connection of peerConnectionsMade.filter(
        ({ signalingState }) => signalingState !== 'closed',
      )) {
        // The camera's receiver alone, as in the bare pair: to ask for all is work that only one of them would have.
        const receiver = connection.getReceivers().find(({ track }) => track.kind === 'video');
        for (const report of (await receiver?.getStats())?.values() ?? [])
          if (report.type === 'inbound-rtp' && (report.framesDecoded ?? 0) > 0)
            return Math.round(performance.now() - clickedAt);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
