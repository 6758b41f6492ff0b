import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { createCertificate } from '../test/lab/certificate.ts';
import type { Host } from '../test/lab/host.ts';

const program = fileURLToPath(new URL('../test/lab/programs/bare-signaling.ts', import.meta.url));

export interface BareCallOptions {
  readonly url: string;
  readonly iceServers: RTCIceServer[];
  /** Between the readiness of who waits and the start of who joins. */
  readonly settleMs: number;
}

export async function startBareServer(host: Host, name: string): Promise<void> {
  const { certFile, keyFile } = await createCertificate(await host.makeDirectory('bare'), [name]);
  await host.spawn(process.execPath, [program, certFile, keyFile]).waitForOutput(/listening/);
}

/**
 * The floor: two pages that do only what a call cannot do without. Milliseconds, by the clock of the page that joins,
 * from when it begins (media granted, nothing else done) until it has decoded a picture.
 */
export async function joinBare(
  [waiting, joining]: readonly [Browser, Browser],
  { url, iceServers, settleMs }: BareCallOptions,
): Promise<number> {
  const [host, guest] = await Promise.all([waiting, joining].map((browser) => openPage(browser, url)));
  if (host === undefined || guest === undefined) throw new Error('Expected two pages.');
  await Promise.all([host, guest].map((page) => page.evaluate(prepare, iceServers)));
  await host.evaluate(() => (window as unknown as BarePage).begin(false));
  await delay(settleMs);
  const tookMs = await guest.evaluate(() => (window as unknown as BarePage).begin(true));
  await Promise.all([host, guest].map((page) => page.context().close()));
  return tookMs;
}

interface BarePage {
  begin(offers: boolean): Promise<number>;
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Runs in the page. */
async function prepare(iceServers: RTCIceServer[]): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 1280, height: 720 },
  });
  async function begin(offers: boolean): Promise<number> {
    const beganAt = performance.now();
    const socket = new WebSocket(location.href.replace('https:', 'wss:'));
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const connection = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' });
    const say = (signal: object) => socket.send(JSON.stringify(signal));
    for (const track of stream.getTracks()) connection.addTrack(track, stream);
    connection.addEventListener('icecandidate', ({ candidate }) => say({ candidate }));
    socket.addEventListener('message', async ({ data }) => {
      const { description, candidate } = JSON.parse(data);
      if (description === undefined) return connection.addIceCandidate(candidate ?? undefined);
      await connection.setRemoteDescription(description);
      if (description.type === 'answer') return;
      await connection.setLocalDescription();
      say({ description: connection.localDescription });
    });
    if (!offers) return 0;
    await connection.setLocalDescription();
    say({ description: connection.localDescription });
    const receiver = connection.getReceivers().find(({ track }) => track.kind === 'video');
    for (;;) {
      for (const report of (await receiver?.getStats())?.values() ?? [])
        if (report.type === 'inbound-rtp' && (report.framesDecoded ?? 0) > 0)
          return Math.round(performance.now() - beganAt);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  Object.assign(window, { begin });
}
