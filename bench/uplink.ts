/**
 * Four people whose uplinks carry 1 Mbit/s: what each sends, what of the sound gets lost, and how long a picture stands
 * still. `npm run bench:uplink`, as root, after `npm run build`. `BURROW_UPLINK_KBIT` and `BURROW_UPLINK_PEOPLE` choose
 * another line and other company.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { deploy } from '../test/lab/deployment.ts';
import { createLab } from '../test/lab/lab.ts';
import { openWithCamera } from '../test/lab/small-camera.ts';

const SERVER = '203.0.113.10';
const NAME = 'call.burrow.test';
const PEOPLE = Number(process.env.BURROW_UPLINK_PEOPLE ?? 4);
const UPLINK_KBIT = Number(process.env.BURROW_UPLINK_KBIT ?? 1_000);
/** Smaller than usual, since few processors encode for all of them; larger than what is sent. */
const CAMERA = { width: 640, height: 360, frameRate: 20 };
/** So large that nobody is sent less because more would not be seen. */
const WINDOW = { width: 1280, height: 720 };
/** Until the estimators have found the width of the line. */
const SETTLE_MS = 20_000;
const WATCHED_MS = 30_000;
const LOOK_MS = 250;

const say = (line: string) => void process.stdout.write(`${line}\n`);

interface Look {
  readonly atMs: number;
  /** Bytes on the wire, packet headers and retransmissions included. */
  readonly sent: number;
  readonly soundReceived: number;
  readonly soundLost: number;
  /** Of each peer. */
  readonly frames: readonly number[];
}

const lab = await createLab({ names: { [NAME]: SERVER } });
try {
  const burrow = await deploy(await lab.addHost('server', { address: SERVER }), { name: NAME });
  const pages: Page[] = [];
  let link: string | null = null;
  for (let number = 1; number <= PEOPLE; number += 1) {
    const client = await lab.addClient(`person${number}`, 'open');
    const call = await openWithCamera(await client.launchChromium(), link ?? burrow.url, CAMERA);
    await call.page.setViewportSize(WINDOW);
    await client.limitUplink(UPLINK_KBIT * 1_000);
    if (link === null) link = await call.startCall(`Person ${number}`);
    else await call.joinCall(`Person ${number}`);
    pages.push(call.page);
  }
  await delay(SETTLE_MS);
  const looks = await watch(pages);
  say(
    `| person | sends, of ${UPLINK_KBIT} kbit/s | sound lost | longest still picture |\n| --- | --- | --- | --- |`,
  );
  for (const [index, mine] of looks.entries()) say(`| ${index + 1} | ${summary(mine)} |`);
} finally {
  await lab.close();
}

async function watch(pages: readonly Page[]): Promise<Look[][]> {
  const looks: Look[][] = pages.map(() => []);
  const endsAt = performance.now() + WATCHED_MS;
  while (performance.now() < endsAt) {
    await Promise.all(pages.map(async (page, index) => looks[index]?.push(await page.evaluate(look))));
    await delay(LOOK_MS);
  }
  return looks;
}

function summary(looks: readonly Look[]): string {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) throw new Error('Nothing was seen.');
  const kbit = Math.round(((last.sent - first.sent) * 8) / (last.atMs - first.atMs));
  const lost = last.soundLost - first.soundLost;
  const share = (100 * lost) / Math.max(last.soundReceived - first.soundReceived + lost, 1);
  const still = Math.round(Math.max(...last.frames.map((_, peer) => longestStill(looks, peer))));
  return `${kbit} | ${share.toFixed(2)} % | ${still} ms`;
}

function longestStill(looks: readonly Look[], peer: number): number {
  let [since, frames, longest] = [looks[0]?.atMs ?? 0, -1, 0];
  for (const one of looks) {
    const now = one.frames[peer] ?? 0;
    longest = Math.max(longest, one.atMs - since);
    if (now === frames) continue;
    [since, frames] = [one.atMs, now];
  }
  return longest;
}

/** Runs in the page. */
async function look(): Promise<Look> {
  const { peerConnectionsMade } = window as unknown as { peerConnectionsMade: RTCPeerConnection[] };
  const seen = { sent: 0, soundReceived: 0, soundLost: 0, frames: [] as number[] };
  for (const connection of peerConnectionsMade) {
    if (connection.connectionState === 'closed') continue;
    let frames = 0;
    for (const report of (await connection.getStats()).values()) {
      if (report.type === 'transport') seen.sent += report.bytesSent ?? 0;
      if (report.type !== 'inbound-rtp') continue;
      if (report.kind === 'video') frames += report.framesDecoded ?? 0;
      else {
        seen.soundReceived += report.packetsReceived ?? 0;
        seen.soundLost += report.packetsLost ?? 0;
      }
    }
    seen.frames.push(frames);
  }
  return { ...seen, atMs: performance.now() };
}
