import type { Browser as Chromium } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import type { ClientKind } from './client-kinds.ts';
import type { Lab } from './lab.ts';

/** One end of a call: a browser, and the network it is in. */
export interface CallEnd {
  readonly browser: 'chromium' | 'firefox';
  readonly client: ClientKind;
}

/** Two ends of the same kind are on two networks. */
export type CallSide = 'starter' | 'joiner';

/**
 * Browsers that many calls are made with, since starting one takes longer than a call: one for each kind of end and
 * each side, on a client of its own, started when it is first asked for. They live as long as the lab.
 */
export class CallBrowsers {
  readonly #lab: Lab;
  readonly #browsers = new Map<string, Chromium | Firefox>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  async get(side: CallSide, { browser, client }: CallEnd): Promise<Chromium | Firefox> {
    const key = `${side} ${browser} ${client}`;
    const known = this.#browsers.get(key);
    if (known !== undefined) return known;
    const host = await this.#lab.addClient(`${side}${this.#browsers.size + 1}`, client);
    const launched = await (browser === 'firefox' ? host.launchFirefox() : host.launchChromium());
    this.#browsers.set(key, launched);
    return launched;
  }
}
