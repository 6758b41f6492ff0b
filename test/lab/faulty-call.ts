import type { Browser, Page } from 'playwright-core';
import { CallPage } from '../driver/call-page.ts';
import type { ClientKind } from './client-kinds.ts';
import type { Deployment } from './deployment.ts';
import type { Client } from './host.ts';
import type { Lab } from './lab.ts';
import { type CameraSize, openWithCamera } from './small-camera.ts';

/** Somebody in the call: their machine, with a browser that runs nothing else. */
interface Caller {
  readonly client: Client;
  readonly browser: Browser;
  readonly call: CallPage<Page>;
}

/** A call that something shall happen to, always to its first caller or to the server. */
export interface FaultyCall {
  readonly burrow: Deployment;
  readonly first: Caller;
  readonly others: readonly Caller[];
  readonly pages: readonly Page[];
  end(): Promise<void>;
}

export interface FaultyCallOptions {
  /** Of the clients; new for each call of a lab. */
  readonly label: string;
  readonly kinds: readonly [ClientKind, ...ClientKind[]];
  /** For many people on few processors; without it a camera as Chromium has it. */
  readonly camera?: CameraSize;
}

/** Resolves once everybody sees and hears everybody. */
export async function startFaultyCall(
  lab: Lab,
  burrow: Deployment,
  { label, kinds, camera }: FaultyCallOptions,
): Promise<FaultyCall> {
  const machines = await Promise.all(
    kinds.map(async (kind, index) => {
      const client = await lab.addClient(`${label}${index + 1}`, kind);
      return { client, browser: await client.launchSleepyChromium() };
    }),
  );
  const callers: Caller[] = [];
  let link: string | null = null;
  for (const [index, machine] of machines.entries()) {
    const url = link ?? burrow.url;
    const call: CallPage<Page> =
      camera === undefined
        ? await CallPage.open(machine.browser, url)
        : await openWithCamera(machine.browser, url, camera);
    if (link === null) link = await call.startCall('Caller 1');
    else await call.joinCall(`Caller ${index + 1}`);
    callers.push({ ...machine, call });
  }
  await Promise.all(callers.map(({ call }) => call.waitForMedia(callers.length - 1)));
  const [first, ...others] = callers;
  if (first === undefined) throw new Error('A call needs somebody.');
  return {
    ...{ burrow, first, others, pages: callers.map(({ call }) => call.page) },
    async end() {
      await Promise.all(callers.map(({ browser }) => browser.close()));
    },
  };
}
