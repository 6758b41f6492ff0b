import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CallBrowsers, type CallEnd } from './call-browsers.ts';
import { formatMatrix, runCallMatrix } from './call-matrix.ts';
import { type Deployment, deploy } from './deployment.ts';
import { createLab, type Lab } from './lab.ts';

const START_LIMIT_MS = 10 * 60_000;
const CALL_LIMIT_MS = 30_000;
/** For calls that are not to connect. */
const SHORT_LIMIT_MS = 5_000;

const openChromium: CallEnd = { browser: 'chromium', client: 'open' };
const symmetricChromium: CallEnd = { browser: 'chromium', client: 'symmetric' };
const symmetricFirefox: CallEnd = { browser: 'firefox', client: 'symmetric' };

let lab: Lab;
let burrow: Deployment;
let browsers: CallBrowsers;

beforeAll(async () => {
  lab = await createLab({ names: { 'call.burrow.test': '203.0.113.10' } });
  const server = await lab.addHost('server', { address: '203.0.113.10' });
  burrow = await deploy(server, { name: 'call.burrow.test' });
  browsers = new CallBrowsers(lab);
}, START_LIMIT_MS);

afterAll(() => lab?.close());

test('calls are made one after the other, with a browser for each kind of end and side', async () => {
  const addClient = vi.spyOn(lab, 'addClient');
  const pairs = [
    [openChromium, openChromium],
    [openChromium, symmetricFirefox],
    [symmetricChromium, symmetricFirefox],
  ] as const;
  const rows = await runCallMatrix(browsers, pairs, { url: burrow.url, timeoutMs: CALL_LIMIT_MS });

  expect(rows.map(({ pair }) => pair)).toEqual(pairs);
  for (const row of rows) {
    expect(row).toMatchObject({ connected: true, problem: null });
    expect(row.firstFrameMs).toBeGreaterThan(0);
  }
  const [direct, half, relayed] = rows.map(({ paths }) =>
    paths.flatMap((path) => [path?.local, path?.remote]),
  );
  expect(direct).not.toContain('relay');
  expect(half).not.toContain('relay');
  expect(relayed).toContain('relay');
  expect(addClient.mock.calls.map(([, kind]) => kind)).toEqual(['open', 'open', 'symmetric', 'symmetric']);
  addClient.mockRestore();
});

test('a call that does not connect, and a page that does not open, are rows as well', async () => {
  // The deployment of the lab speaks TURN on port 3478 alone.
  const shutIn: CallEnd = { browser: 'chromium', client: 'tcp-443-only' };
  const options = { url: burrow.url, timeoutMs: SHORT_LIMIT_MS };
  const [alone] = await runCallMatrix(browsers, [[openChromium, shutIn]], options);
  expect(alone).toMatchObject({ connected: false, firstFrameMs: null, paths: [null, null] });
  expect(alone?.problem).toMatch(/^Expected pictures of 1 others within \d+ ms, got \[\]/);

  const nowhere = { ...options, url: 'https://nowhere.burrow.test/' };
  const [unopened] = await runCallMatrix(browsers, [[openChromium, openChromium]], nowhere);
  expect(unopened).toMatchObject({
    connected: false,
    problem: expect.stringMatching(/ERR_NAME_NOT_RESOLVED/),
  });
});

test('the matrix is a Markdown table', () => {
  const table = formatMatrix([
    {
      pair: [openChromium, symmetricFirefox],
      connected: true,
      firstFrameMs: 640,
      paths: [
        { local: 'host', remote: 'relay', relayProtocol: null },
        { local: 'relay', remote: 'host', relayProtocol: 'udp' },
      ],
      problem: null,
    },
    {
      pair: [openChromium, openChromium],
      connected: false,
      firstFrameMs: null,
      paths: [null, null],
      problem: 'one | two',
    },
  ]);
  expect(table).toBe(
    `| starts | joins | connected | first frame | path of who starts | path of who joins |
| --- | --- | --- | --- | --- | --- |
| chromium, open | firefox, symmetric | yes | 640 ms | host to relay | relay (udp) to host |
| chromium, open | chromium, open | no: one \\| two | – | – | – |
`,
  );
});
