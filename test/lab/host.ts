import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser as Chromium } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { type AddressPlan, gatewayOf } from './address-plan.ts';
import type { Attachment } from './attachment.ts';
import { type ChromiumOptions, launchChromiumIn } from './chromium.ts';
import { watchContacts } from './contacts.ts';
import { dropOnCable, type Fault } from './fault.ts';
import { launchFirefoxIn } from './firefox.ts';
import { LabProcess, type ProcessOptions } from './lab-process.ts';
import { type LinkEnd, runIpBatch, waitUntilUp } from './namespace.ts';
import { type RunOptions, type RunResult, run } from './run.ts';
import { buildMonotonicClock, type MonotonicClock } from './sleep/monotonic-clock.ts';
import { limitUplink } from './uplink.ts';

/** A machine of the lab. */
export class Host {
  readonly name: string;
  /** For what wants it by name, such as `nsenter --net=/run/netns/<namespace>`. */
  readonly namespace: string;
  protected attachment: Attachment;
  readonly #labDirectory: string;
  readonly #browsers = new Set<Chromium | Firefox>();
  #clock: MonotonicClock | null = null;
  #faults = 0;
  #directories = 0;

  constructor(name: string, namespace: string, labDirectory: string, attachment: Attachment) {
    this.name = name;
    this.namespace = namespace;
    this.#labDirectory = labDirectory;
    this.attachment = attachment;
  }

  /** On its own interface; private behind a NAT. */
  get address(): string {
    return this.attachment.address;
  }

  /** As the internet sees it. */
  get publicAddress(): string {
    return this.attachment.publicAddress;
  }

  /** Starts a command, runs on until it ends, is killed, or the lab is closed. */
  spawn(command: string, args: readonly string[] = [], options: ProcessOptions = {}): LabProcess {
    return new LabProcess([command, ...args], options, this.namespace);
  }

  /** Runs a command to its end; throws with its output when it fails, unless `allowFailure`. */
  async exec(command: string, args: readonly string[] = [], options: RunOptions = {}): Promise<RunResult> {
    return run([command, ...args], options, this.namespace);
  }

  async launchChromium(options: ChromiumOptions = {}): Promise<Chromium> {
    const directory = await this.makeDirectory('chromium');
    const browser = await launchChromiumIn(this.namespace, directory, options);
    this.#browsers.add(browser);
    browser.on('disconnected', () => this.#browsers.delete(browser));
    return browser;
  }

  /** A browser for a machine that shall fall asleep. */
  async launchSleepyChromium(options: ChromiumOptions = {}): Promise<Chromium> {
    this.#clock ??= await buildMonotonicClock(await this.makeDirectory('clock'));
    return this.launchChromium({ ...options, env: { ...options.env, ...this.#clock.env } });
  }

  async launchFirefox(): Promise<Firefox> {
    const directory = await this.makeDirectory('firefox');
    const browser = await launchFirefoxIn(this.namespace, directory);
    this.#browsers.add(browser);
    browser.on('disconnected', () => this.#browsers.delete(browser));
    return browser;
  }

  /**
   * Falls asleep until the returned function is called, as a laptop whose lid is closed: no process runs, no packet comes
   * or goes, and the monotonic clock of its browsers stands still while the time of day goes on. That function resolves when
   * the network is there, so many milliseconds after the machine has woken.
   */
  async fallAsleep(): Promise<(networkAfterMs?: number) => Promise<void>> {
    const clock = this.#clock;
    if (clock === null) throw new Error(`${this.name} has no browser that was launched to fall asleep.`);
    const plugIn = await this.#unplug();
    await this.signalAll('SIGSTOP');
    const since = performance.now();
    return async (networkAfterMs = 0) => {
      await clock.leaveOut(performance.now() - since);
      await this.signalAll('SIGCONT');
      await delay(networkAfterMs);
      await plugIn();
    };
  }

  /** The interface is down until the returned function is called, as its programs can see. */
  async #unplug(): Promise<() => Promise<void>> {
    const { address, inside } = this.attachment;
    await runIpBatch([`link set dev ${inside.device} down`], inside.namespace);
    return async () => {
      // With the interface its routes went.
      await runIpBatch(
        [
          `link set dev ${inside.device} up`,
          `route replace default via ${gatewayOf(address)} dev ${inside.device}`,
        ],
        inside.namespace,
      );
      await waitUntilUp(inside);
    };
  }

  /** To every process of this host. */
  async signalAll(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<void> {
    const { stdout } = await run(['ip', 'netns', 'pids', this.namespace]);
    const pids = stdout.trim().split(/\s+/).filter(Boolean);
    if (pids.length === 0) throw new Error(`No process runs on ${this.name}.`);
    // One that has ended meanwhile is no failure.
    await run(['kill', `-${signal.slice('SIG'.length)}`, ...pids], { allowFailure: true });
  }

  async closeBrowsers(): Promise<void> {
    await Promise.all([...this.#browsers].map((browser) => browser.close()));
  }

  /** Swallows packets on this host's cable, in silence and both ways, until the returned function is called. */
  async block(fault: Fault = {}): Promise<() => Promise<void>> {
    const { inside, outside } = this.attachment;
    return dropOnCable([inside, outside], `fault_${++this.#faults}`, fault);
  }

  /** Bits per second that this host can send from now on. */
  async limitUplink(bitrate: number): Promise<void> {
    await limitUplink(this.attachment.inside, bitrate);
  }

  /** From now on: every address that this host sends something to. */
  watchContacts(): Promise<() => Promise<readonly string[]>> {
    return watchContacts(this.attachment.outside);
  }

  /** An empty directory that is removed with the lab. */
  async makeDirectory(label: string): Promise<string> {
    const directory = join(this.#labDirectory, `${this.name}-${label}-${++this.#directories}`);
    await mkdir(directory);
    return directory;
  }
}

/** A host of a person. */
export class Client extends Host {
  readonly #plan: AddressPlan;

  constructor(
    name: string,
    namespace: string,
    labDirectory: string,
    attachment: Attachment,
    plan: AddressPlan,
  ) {
    super(name, namespace, labDirectory, attachment);
    this.#plan = plan;
  }

  /**
   * Another network, as after walking out of the range of a Wi-Fi: new public address and, behind a NAT, new private
   * address and new mappings. For a moment in between there is no address at all.
   */
  async changeAddress(): Promise<void> {
    const { address, publicAddress, inside, wan } = this.attachment;
    const nextPublicAddress = this.#plan.nextClientAddress();
    const nextAddress = wan ? nextInNetwork(address) : nextPublicAddress;
    if (wan) await replaceAddress(wan, publicAddress, nextPublicAddress);
    await replaceAddress(inside, address, nextAddress);
    this.attachment = { ...this.attachment, address: nextAddress, publicAddress: nextPublicAddress };
  }
}

function nextInNetwork(address: string): string {
  return address.replace(/\d+$/, (last) => String(Number(last) + 1));
}

async function replaceAddress({ namespace, device }: LinkEnd, from: string, to: string): Promise<void> {
  await runIpBatch(
    [
      `addr del ${from}/24 dev ${device}`,
      `addr add ${to}/24 dev ${device}`,
      `route replace default via ${gatewayOf(to)}`,
    ],
    namespace,
  );
}
