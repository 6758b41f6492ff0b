/**
 * From the click on a link until "Join call" can be clicked, at 10 Mbit/s and 40 ms, against an empty page that asks for
 * the camera: in turns in the same run, with nothing cached. `npm run bench:lobby`, after `npm run build`. The figure is
 * the ratio of medians.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../test/driver/chromium.ts';
import { createQuietService } from './quiet-service.ts';

const ROUNDS = Number(process.env.BURROW_LOBBY_ROUNDS ?? 9);
/** A room that nobody is in: the lobby asks no server who is there. */
const ROOM = 'r#q0mYw2bqK8s1n4u7Zc9dXA.5tGv1rPzO3kWbJh6yLmQeg';
const BITS_PER_BYTE = 8;
const LINE = { offline: false, latency: 40, bitrate: 10_000_000 };

/** Runs in a page that has nothing else: resolves when there is a picture to show. */
const EMPTY_PAGE = `<!doctype html><title>empty</title><video autoplay muted playsinline></video><script>
  navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 1280, height: 720 } }).then((stream) => {
    document.querySelector('video').srcObject = stream;
    document.body.dataset.ready = '';
  });
</script>`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

const empty = createServer((_, response) =>
  response.setHeader('Content-Type', 'text/html').end(EMPTY_PAGE),
).listen(0, '127.0.0.1');
await new Promise((resolve) => empty.once('listening', resolve));
const service = createQuietService();
const pageUrl = `http://127.0.0.1:${await service.listen()}/${ROOM}`;
const browser = await launchChromium();
try {
  const emptyUrl = `http://127.0.0.1:${(empty.address() as AddressInfo).port}/`;
  const [floor, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    floor.push(await msUntil(browser, emptyUrl, '[data-ready]'));
    ours.push(await msUntil(browser, pageUrl, '[data-testid=join-call]:not([aria-disabled=true])'));
  }
  const ratio = median(ours) / median(floor);
  say(
    `${median(floor)} ms empty, ${median(ours)} ms ours: ${ratio.toFixed(2)} times the floor (medians of ${ROUNDS})`,
  );
} finally {
  await browser.close();
  await service.close();
  empty.close();
}

/** Milliseconds from the beginning of the navigation until there is such an element. */
async function msUntil(on: Browser, url: string, selector: string): Promise<number> {
  const context = await on.newContext();
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  const bytesPerSecond = LINE.bitrate / BITS_PER_BYTE;
  await line.send('Network.emulateNetworkConditions', {
    ...{ offline: LINE.offline, latency: LINE.latency },
    ...{ downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond },
  });
  await page.addInitScript((wanted) => {
    new MutationObserver((_, observer) => {
      if (document.querySelector(wanted) === null) return;
      observer.disconnect();
      Object.assign(window, { usableAtMs: performance.now() });
    }).observe(document, { childList: true, subtree: true, attributes: true });
  }, selector);
  await page.goto(url);
  await page.waitForFunction(() => 'usableAtMs' in window);
  const tookMs = await page.evaluate(() => (window as unknown as { usableAtMs: number }).usableAtMs);
  await context.close();
  return Math.round(tookMs);
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
