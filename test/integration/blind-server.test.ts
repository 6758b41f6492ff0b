/** A whole call with every byte between the pages and the service kept: what of it could its operator read? */
import { expect, onTestFinished, test } from 'vitest';
import { metricsOf, startService } from '../../signaling/test/service.ts';
import { CallPage } from '../driver/call-page.ts';
import { launchChromium } from '../driver/chromium.ts';
import { readDescription } from '../driver/read-description.ts';
import { startRecordingProxy } from '../driver/recording-proxy.ts';
import { webRoot } from '../driver/web-root.ts';

test('the server sees neither names nor descriptions nor addresses nor the room secret', async () => {
  const service = await startService({ WEB_ROOT: webRoot, LOG_LEVEL: 'trace', METRICS_PORT: '0' });
  const proxy = await startRecordingProxy(service.port);
  onTestFinished(() => proxy.close());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());

  const ann = await CallPage.open(browser, `http://localhost:${proxy.port}/`);
  const link = await ann.startCall('Anneliese');
  const ben = await CallPage.open(browser, link);
  await ben.joinCall('小贝');
  await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  await expect.poll(() => ann.tile('小贝').count()).toBe(1);
  await expect.poll(() => ben.tile('Anneliese').count()).toBe(1);
  const spoken = await ann.page.evaluate(readDescription);
  // Both pages tell how they were connected.
  await expect.poll(() => metricsOf(service)).toContain('burrow_link_connect_seconds_count{path="direct"} 2');
  await Promise.all([ann, ben].map((page) => page.page.getByTestId('leave').click()));

  const metrics = await metricsOf(service);
  expect(metrics).not.toMatch(/\d+\.\d+\.\d+\.\d+|[0-9a-f]*:[0-9a-f]*:[0-9a-f:]+|turns?:|stun:/i);
  const seen = `${proxy.text()}\n${JSON.stringify(service.logged)}\n${metrics}`;
  // The recording holds what it should: the events themselves are there to be read.
  expect(seen).toContain('room:join');
  expect(seen).toContain('"payload"');
  expect(seen).toContain('iceServers');
  const [secret = '', ownerTag = ''] = new URL(link).hash.slice(1).split('.');
  const hidden = {
    ...{ secret, ownerTag },
    name: 'Anneliese',
    'Chinese name': Buffer.from('小贝').toString('latin1'),
    description: 'v=0\\r\\no=',
    fingerprint: spoken.fingerprint,
    'ICE password': spoken.icePassword,
    'candidate line': 'candidate:',
  };
  // The page's own script speaks of candidates too: only what pages said is looked at for lines of the protocol.
  const said = seen
    .split('\n')
    .filter((line) => !line.includes('function'))
    .join('\n');
  for (const [what, text] of Object.entries(hidden)) {
    expect(text, what).not.toBe('');
    expect(said.includes(text), `${what} was seen by the server`).toBe(false);
  }
  for (const address of spoken.addresses) {
    expect(said.includes(address), 'the address of a candidate was seen by the server').toBe(false);
  }
});
