/**
 * From the click on a link until "Join call" can be seen and clicked, at 10 Mbit/s and 40 ms, against an empty page that
 * asks for the camera: in turns in the same run, with nothing cached. `npm run bench:lobby`, after `npm run build`. The
 * figure is the ratio of medians. A click at that moment is remembered; the page's script does what it asks for, so when
 * that has taken over is told too, and by how much the layout has shifted.
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
/** What the page leaves when it has drawn itself for the first time. */
const DRAWN_MARK = 'burrow drawn';
/** For what comes late: devices, what the camera shows. */
const SETTLE_MS = 500;
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
  const [floor, ours]: [Visit[], Visit[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    floor.push(await visit(browser, emptyUrl, '[data-ready]', ''));
    ours.push(await visit(browser, pageUrl, '[data-testid=join-call]:not([aria-disabled=true])', DRAWN_MARK));
  }
  const floorMs = median(floor.map(({ usableMs }) => usableMs));
  const oursMs = median(ours.map(({ usableMs }) => usableMs));
  const ratio = oursMs / floorMs;
  say(`${floorMs} ms empty, ${oursMs} ms ours: ${ratio.toFixed(2)} times the floor (medians of ${ROUNDS})`);
  say(
    `without that frame: ${median(floor.map(({ thereMs }) => thereMs))} and ${median(ours.map(({ thereMs }) => thereMs))} ms`,
  );
  say(`the page's own script has taken over after ${median(ours.map(({ drawnMs }) => drawnMs))} ms`);
  say(`layout shift (CLS): ${Math.max(...ours.map(({ layoutShift }) => layoutShift))} at most`);
} finally {
  await browser.close();
  await service.close();
  empty.close();
}

interface Visit {
  /** Milliseconds from the beginning of the navigation until there is such an element. */
  readonly thereMs: number;
  /** Until a frame has shown it. */
  readonly usableMs: number;
  /** Until the page has set the mark; 0 where none is waited for. */
  readonly drawnMs: number;
  /** https://wicg.github.io/layout-instability/: the sum of all, until half a second after the mark. */
  readonly layoutShift: number;
}

async function visit(on: Browser, url: string, selector: string, mark: string): Promise<Visit> {
  const context = await on.newContext();
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  const bytesPerSecond = LINE.bitrate / BITS_PER_BYTE;
  await line.send('Network.emulateNetworkConditions', {
    ...{ offline: LINE.offline, latency: LINE.latency },
    ...{ downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond },
  });
  await page.addInitScript(watchFor, selector);
  await page.goto(url);
  await page.waitForFunction(
    (name) => 'usableMs' in window && (name === '' || performance.getEntriesByName(name).length > 0),
    mark,
  );
  if (mark !== '') await page.waitForTimeout(SETTLE_MS);
  const seen = await page.evaluate((name) => {
    const { thereMs, usableMs, layoutShift } = window as unknown as Visit;
    const drawnMs = Math.round(performance.getEntriesByName(name)[0]?.startTime ?? 0);
    return { thereMs, usableMs, drawnMs, layoutShift };
  }, mark);
  await context.close();
  return seen;
}

/** Runs in the page before its own scripts. The style stands before the body, so a frame is one that can be seen. */
function watchFor(wanted: string): void {
  const seen = Object.assign(window, { layoutShift: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      seen.layoutShift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new MutationObserver((_, observer) => {
    if (document.querySelector(wanted) === null) return;
    observer.disconnect();
    Object.assign(window, { thereMs: Math.round(performance.now()) });
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => Object.assign(window, { usableMs: Math.round(performance.now()) });
      port2.postMessage(null);
    });
  }).observe(document, { childList: true, subtree: true, attributes: true });
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
