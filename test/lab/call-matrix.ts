import type { Browser as Chromium } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { CallPage, type Received } from '../driver/call-page.ts';
import type { CallBrowsers, CallEnd } from './call-browsers.ts';

/** Who starts the call, and who joins it. */
export type CallPair = readonly [starter: CallEnd, joiner: CallEnd];

/** What one end sends and receives media by. */
export interface CallPath {
  readonly local: string;
  readonly remote: string;
  /** What this end speaks with its TURN server; null when its own candidate is not relayed. */
  readonly relayProtocol: string | null;
}

export interface MatrixRow {
  readonly pair: CallPair;
  /** Pictures and sound were decoded at both ends, and went on. */
  readonly connected: boolean;
  /** From the joiner's click until both ends had decoded a picture. */
  readonly firstFrameMs: number | null;
  /** After media had gone on for `SETTLING_SECONDS`. */
  readonly paths: readonly [starter: CallPath | null, joiner: CallPath | null];
  /** Why it is not connected. */
  readonly problem: string | null;
}

export interface MatrixOptions {
  /** Of the page, by a name that the lab knows. */
  readonly url: string;
  /** From the joiner's click to media at both ends. */
  readonly timeoutMs: number;
}

/** Makes one call after the other. A call that fails is a row; a browser that does not start is an error. */
export async function runCallMatrix(
  browsers: CallBrowsers,
  pairs: readonly CallPair[],
  options: MatrixOptions,
): Promise<readonly MatrixRow[]> {
  const rows: MatrixRow[] = [];
  for (const pair of pairs) {
    const starter = await browsers.get('starter', pair[0]);
    const joiner = await browsers.get('joiner', pair[1]);
    rows.push({ pair, ...(await callBetween(starter, joiner, options)) });
  }
  return rows;
}

/** A Markdown table. */
export function formatMatrix(rows: readonly MatrixRow[]): string {
  const head = ['starts', 'joins', 'connected', 'first frame', 'path of who starts', 'path of who joins'];
  const cells = rows.map(({ pair, connected, firstFrameMs, paths, problem }) => [
    ...pair.map(({ browser, client }) => `${browser}, ${client}`),
    connected ? 'yes' : `no: ${problem}`,
    firstFrameMs === null ? '–' : `${firstFrameMs} ms`,
    ...paths.map(pathText),
  ]);
  const lines = [head, head.map(() => '---'), ...cells];
  return lines.map((line) => `| ${line.map(escapeCell).join(' | ')} |\n`).join('');
}

/** A browser may begin with a relayed path and go over to a direct one when that has proved itself. */
const SETTLING_SECONDS = 2;

async function callBetween(
  starter: Chromium | Firefox,
  joiner: Chromium | Firefox,
  { url, timeoutMs }: MatrixOptions,
): Promise<Omit<MatrixRow, 'pair'>> {
  const pages: CallPage[] = [];
  let firstFrameMs: number | null = null;
  try {
    const first = await CallPage.open(starter, url);
    pages.push(first);
    const second = await CallPage.open(joiner, await first.startCall('Ann'));
    pages.push(second);
    await second.enterName('Ben');
    const clickedAt = performance.now();
    const leftMs = () => Math.max(0, Math.round(timeoutMs - (performance.now() - clickedAt)));
    await second.clickJoin();
    await Promise.all(pages.map((page) => page.waitForFirstFrames(1, leftMs())));
    firstFrameMs = Math.round(performance.now() - clickedAt);
    const settled = await Promise.all([first, second].map((page) => settledMedia(page, leftMs())));
    const [atFirst, atSecond] = settled.map(pathOf);
    return { connected: true, firstFrameMs, paths: [atFirst ?? null, atSecond ?? null], problem: null };
  } catch (error) {
    return { connected: false, firstFrameMs, paths: [null, null], problem: firstLineOf(error) };
  } finally {
    await Promise.all(pages.map((page) => page.close()));
  }
}

async function settledMedia(page: CallPage, timeoutMs: number): Promise<Received | undefined> {
  const before = await page.waitForMedia(1, timeoutMs);
  const [received] = await page.waitForMoreMedia(before, { seconds: SETTLING_SECONDS });
  return received;
}

function pathOf(received: Received | undefined): CallPath | null {
  if (!received?.candidateTypes) return null;
  const [local, remote] = received.candidateTypes;
  return { local, remote, relayProtocol: received.relayProtocol };
}

function pathText(path: CallPath | null): string {
  if (path === null) return '–';
  const { local, remote, relayProtocol } = path;
  return `${local}${relayProtocol === null ? '' : ` (${relayProtocol})`} to ${remote}`;
}

function firstLineOf(error: unknown): string {
  return (
    String(error instanceof Error ? error.message : error)
      .split('\n', 1)[0]
      ?.trim() ?? ''
  );
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
