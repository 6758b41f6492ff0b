/** A person in front of the page: what they click, and what their browser then receives. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser as Chromium, Page as ChromiumPage } from 'playwright-core';
import type { Browser as Firefox, Page as FirefoxPage } from 'puppeteer-core';
import type { DrivenPage } from './driven-page.ts';
import { createPlaywrightPage } from './playwright-page.ts';
import { createPuppeteerPage } from './puppeteer-page.ts';

export interface Received {
  readonly framesDecoded: number;
  /** Without what was made up to conceal a loss, or a silence. */
  readonly audioSamples: number;
  /** Of what is played; nothing but silence has none (W3C webrtc-stats, totalAudioEnergy). */
  readonly audioEnergy: number;
  /** Candidate types of the pair that media takes, this end first. */
  readonly candidateTypes: readonly [local: string, remote: string] | null;
  readonly relayProtocol: string | null;
}

/** `P`: the page of the browser's driver, for what is asked of one browser only. */
export class CallPage<P = unknown> {
  readonly page: P;
  readonly problems: readonly string[];
  readonly #driven: DrivenPage<P>;

  constructor(driven: DrivenPage<P>, problems: readonly string[]) {
    this.#driven = driven;
    this.page = driven.page;
    this.problems = problems;
  }

  static open(browser: Chromium, url: string): Promise<CallPage<ChromiumPage>>;
  static open(browser: Firefox, url: string): Promise<CallPage<FirefoxPage>>;
  static open(browser: Chromium | Firefox, url: string): Promise<CallPage>;
  static async open(browser: Chromium | Firefox, url: string): Promise<CallPage> {
    const problems: string[] = [];
    const options = {
      initScript: rememberPeerConnections,
      onProblem: (text: string) => void problems.push(text),
    };
    const driven =
      'newContext' in browser
        ? await createPlaywrightPage(browser, options)
        : await createPuppeteerPage(browser, options);
    try {
      await driven.goto(url);
    } catch (error) {
      await driven.close();
      throw error;
    }
    return new CallPage<unknown>(driven, problems);
  }

  /** From the home page into a new room; returns the link that lets others in. */
  async startCall(name: string): Promise<string> {
    await this.#driven.click('new-call');
    await this.joinCall(name);
    return this.#driven.url();
  }

  /** From the lobby into the call. */
  async joinCall(name: string): Promise<void> {
    await this.enterName(name);
    await this.clickJoin();
    await this.#driven.waitFor('leave');
  }

  enterName(name: string): Promise<void> {
    return this.#driven.fill('name-input', name);
  }

  /** Does not wait for what comes of it. */
  clickJoin(): Promise<void> {
    return this.#driven.click('join-call');
  }

  tile(this: CallPage<ChromiumPage>, name?: string) {
    const tiles = this.page.getByTestId('tile');
    return name === undefined ? tiles : tiles.filter({ hasText: name });
  }

  /** What arrives from each peer whose connection is up. */
  received(): Promise<Received[]> {
    return this.#driven.evaluate(readReceived);
  }

  /** Waits until so many peers are seen and heard here. */
  waitForMedia(peers: number, timeoutMs = 30_000): Promise<Received[]> {
    return this.#receivedOnce(
      (received) =>
        received.filter(
          ({ framesDecoded, audioSamples, audioEnergy }) =>
            framesDecoded > SOME_FRAMES && audioSamples > SOME_SAMPLES && audioEnergy > 0,
        ).length === peers,
      `media of ${peers} others`,
      timeoutMs,
    );
  }

  /** Waits until the first picture of so many peers is decoded here. */
  waitForFirstFrames(peers: number, timeoutMs = 30_000): Promise<Received[]> {
    return this.#receivedOnce(
      (received) => received.filter((one) => one.framesDecoded > 0).length === peers,
      `pictures of ${peers} others`,
      timeoutMs,
      FIRST_FRAME_POLL_MS,
    );
  }

  /** Waits until media has gone on from what was received before: pictures, and so many seconds of sound. */
  waitForMoreMedia(
    before: readonly Received[],
    { seconds = SOME_SAMPLES / SAMPLE_RATE, timeoutMs = 15_000 } = {},
  ): Promise<Received[]> {
    const [frames, samples] = totals(before);
    return this.#receivedOnce(
      (received) => {
        const [framesNow, samplesNow] = totals(received);
        return framesNow > frames + SOME_FRAMES && samplesNow > samples + seconds * SAMPLE_RATE;
      },
      'more media',
      timeoutMs,
    );
  }

  async #receivedOnce(
    isEnough: (received: Received[]) => boolean,
    what: string,
    timeoutMs: number,
    pollMs = POLL_MS,
  ): Promise<Received[]> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const received = await this.received();
      if (isEnough(received)) return received;
      if (Date.now() > deadline) {
        const problems = this.problems.join('\n');
        throw new Error(
          `Expected ${what} within ${timeoutMs} ms, got ${JSON.stringify(received)}. ${problems}`,
        );
      }
      await delay(pollMs);
    }
  }

  close(): Promise<void> {
    return this.#driven.close();
  }
}

const SOME_FRAMES = 10;
/** Per second; what browsers decode Opus to. */
const SAMPLE_RATE = 48_000;
const SOME_SAMPLES = SAMPLE_RATE / 10;
const POLL_MS = 200;
/** Finer, where the moment counts. */
const FIRST_FRAME_POLL_MS = 20;

function totals(received: readonly Received[]): [frames: number, samples: number] {
  return received.reduce<[number, number]>(
    ([frames, samples], one) => [frames + one.framesDecoded, samples + one.audioSamples],
    [0, 0],
  );
}

/** Runs in the page before its own scripts. */
function rememberPeerConnections(): void {
  const made: RTCPeerConnection[] = [];
  Object.assign(window, { peerConnectionsMade: made });
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      made.push(this);
    }
  };
}

/** Runs in the page. */
async function readReceived(): Promise<Received[]> {
  const { peerConnectionsMade } = window as unknown as { peerConnectionsMade: RTCPeerConnection[] };
  const connected = peerConnectionsMade.filter((one) => one.connectionState === 'connected');
  return Promise.all(
    connected.map(async (connection) => {
      const stats = await connection.getStats();
      let framesDecoded = 0;
      let audioSamples = 0;
      let audioEnergy = 0;
      let pairId: string | undefined;
      for (const report of stats.values()) {
        if (report.type === 'inbound-rtp' && report.kind === 'video')
          framesDecoded += report.framesDecoded ?? 0;
        if (report.type === 'inbound-rtp' && report.kind === 'audio') {
          audioSamples += (report.totalSamplesReceived ?? 0) - (report.concealedSamples ?? 0);
          audioEnergy += report.totalAudioEnergy ?? 0;
        }
        if (report.type === 'transport') pairId = report.selectedCandidatePairId;
        // Some versions of Firefox have no statistics of the transport, and mark the pair itself.
        if (report.type === 'candidate-pair' && report.selected === true) pairId ??= report.id;
      }
      const pair = pairId === undefined ? undefined : stats.get(pairId);
      const local = pair && stats.get(pair.localCandidateId);
      const remote = pair && stats.get(pair.remoteCandidateId);
      return {
        framesDecoded,
        audioSamples,
        audioEnergy,
        candidateTypes: local && remote ? [local.candidateType, remote.candidateType] : null,
        relayProtocol: local?.relayProtocol ?? null,
      };
    }),
  );
}
