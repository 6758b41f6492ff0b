/** How the operator learns of calls that went wrong, with real browsers. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallReport } from '#protocol';
import { startService } from '../../signaling/test/service.ts';
import { CallPage } from '../driver/call-page.ts';
import { launchChromium } from '../driver/chromium.ts';
import { webRoot } from '../driver/web-root.ts';

const OPERATOR_TOKEN = 'operator-token-of-the-tests';
const settings = { WEB_ROOT: webRoot, OPERATOR_TOKEN };

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

async function reportsAt(url: string): Promise<readonly CallReport[]> {
  const answer = await fetch(`${url}/api/reports`, {
    headers: { Authorization: `Bearer ${OPERATOR_TOKEN}` },
  });
  const { reports } = (await answer.json()) as { reports: { report: CallReport }[] };
  return reports.map(({ report }) => report);
}

const pageOf = (url: string) => url.replace('127.0.0.1', 'localhost');

test('a person sees the whole of a report, and nothing is sent before they say so', async () => {
  const { url } = await startService(settings);
  const ann = await CallPage.open(browser, pageOf(url));
  const link = await ann.startCall('Ann of Kent');
  const ben = await CallPage.open(browser, link);
  await ben.joinCall('Ben');
  await ann.waitForMedia(1);
  await ann.page.getByTestId('leave').click();
  await ann.page.getByTestId('report').click();
  const dialog = ann.page.getByRole('dialog');
  await dialog.getByTestId('report-comment').fill('the picture froze');
  const shown = await dialog.getByTestId('report-contents').textContent();
  expect(shown).toContain('the picture froze');
  expect(await reportsAt(url)).toEqual([]);

  await dialog.getByTestId('report-send').click();
  await dialog.getByText('Sent. Thank you.').waitFor();
  const [report, ...others] = await reportsAt(url);
  expect(others).toEqual([]);
  expect(report).toEqual(JSON.parse(shown ?? ''));
  expect(report).toMatchObject({
    ...{ reason: 'person', verdict: 'connected', cause: null, comment: 'the picture froze' },
    browser: { family: 'chromium', majorVersion: expect.any(Number) },
    timeline: expect.arrayContaining([
      expect.objectContaining({ peer: 1, status: 'connected', path: 'direct' }),
    ]),
  });
  expect(report?.candidates.length).toBeGreaterThan(0);
  expect(shown).not.toMatch(/\d+\.\d+\.\d+|::|\.local|Kent|Ben|candidate:/);
  await Promise.all([ann, ben].map((one) => one.close()));
});

test('a connection that is given up is told of once, by the page itself', { timeout: 120_000 }, async () => {
  const { url } = await startService({ ...settings, TURN_URLS: 'turn:127.0.0.1:9?transport=udp' });
  const ann = await CallPage.open(browser, pageOf(url));
  await ann.page.clock.install();
  // As in a network that lets nothing out.
  await ann.page.addInitScript(() => {
    const { setConfiguration } = RTCPeerConnection.prototype;
    RTCPeerConnection.prototype.setConfiguration = function noWayOut(configuration) {
      setConfiguration.call(this, { ...configuration, iceTransportPolicy: 'relay' });
    };
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, iceTransportPolicy: 'relay' });
      }
    };
  });
  await ann.page.reload();
  const link = await ann.startCall('Ann of Kent');
  const ben = await CallPage.open(browser, link);
  await ben.joinCall('Ben');
  await ann.tile('Ben').waitFor();
  await expect
    .poll(
      async () => {
        await ann.page.clock.runFor(5_000);
        return (await reportsAt(url)).length;
      },
      { timeout: 100_000 },
    )
    .toBe(1);
  const [report] = await reportsAt(url);
  expect(report).toMatchObject({ reason: 'link-given-up', verdict: 'never-connected', pairs: [] });
  expect(report?.timeline.at(-1)).toMatchObject({ peer: 1, status: 'failed' });
  expect(report).not.toHaveProperty('comment');
  await ann.page.getByTestId('report-told').waitFor();
  expect(await reportsAt(url)).toHaveLength(1);
  await Promise.all([ann, ben].map((one) => one.close()));
});

test('where the server wants no reports pages have no button for it', async () => {
  const { url } = await startService({ ...settings, CALL_REPORTS: 'off' });
  const ann = await CallPage.open(browser, pageOf(url));
  await ann.startCall('Ann');
  await ann.page.getByTestId('leave').click();
  await ann.page.getByTestId('rejoin').waitFor();
  expect(await ann.page.getByTestId('report').count()).toBe(0);
  await ann.close();
});
