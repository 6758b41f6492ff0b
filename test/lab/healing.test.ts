import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deploy } from './deployment.ts';
import { type FaultyCall, startFaultyCall } from './faulty-call.ts';
import { createLab, type Lab } from './lab.ts';
import { NETWORK_FAULTS } from './network-faults.ts';
import { msUntilMedia } from './received-media.ts';

const SERVER = '203.0.113.10';
const NAME = 'call.burrow.test';
/** Long enough for what would be a false alarm: media that is missed for a second. */
const CALM_MS = 4_000;
const ASLEEP_MS = 8_000;

let lab: Lab;
let call: FaultyCall;

beforeAll(async () => {
  lab = await createLab({ names: { [NAME]: SERVER } });
  const burrow = await deploy(await lab.addHost('server', { address: SERVER }), { name: NAME });
  call = await startFaultyCall(lab, burrow, { label: 'caller', kinds: ['symmetric', 'symmetric'] });
  await Promise.all(call.pages.map(countRestarts));
}, 10 * 60_000);

afterAll(() => lab?.close());

test('nothing is mended in a call that is undisturbed, whatever its people turn off', async () => {
  const [first, second] = call.pages as [Page, Page];
  await first.waitForTimeout(CALM_MS);
  await first.getByRole('button', { name: 'Mute microphone' }).click();
  await first.waitForTimeout(CALM_MS);
  await first.getByRole('button', { name: 'Turn camera off' }).click();
  await first.waitForTimeout(CALM_MS);
  await first.getByRole('button', { name: 'Unmute microphone' }).click();
  await first.waitForTimeout(CALM_MS);
  await first.getByRole('button', { name: 'Turn camera on' }).click();
  expect(await msUntilMedia([first, second], 1, CALM_MS * 2)).not.toBeNull();
  for (const page of [first, second]) expect(await restarts(page)).toBe(0);
});

test.each(['turn-restart', 'network-change', 'asleep', 'asleep-offline', 'udp-blocked'] as const)(
  'media comes back by itself, without a reload: %s',
  async (key) => {
    expect(await NETWORK_FAULTS[key].measure(call, ASLEEP_MS)).not.toBeNull();
    for (const page of call.pages) expect(await page.getByTestId('tile').count()).toBe(1);
    // So the count of the first test would have told.
    expect(Math.max(...(await Promise.all(call.pages.map(restarts))))).toBeGreaterThan(0);
  },
);

async function countRestarts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counted = Object.assign(window, { iceRestarts: 0 });
    const restartIce = RTCPeerConnection.prototype.restartIce;
    RTCPeerConnection.prototype.restartIce = function () {
      counted.iceRestarts += 1;
      restartIce.call(this);
    };
  });
}

function restarts(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { iceRestarts: number }).iceRestarts);
}
