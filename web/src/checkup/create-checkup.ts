import { batch, signal } from '@preact/signals-core';
import { type Observation, RELAY_FAULTS, type TurnObservation } from '#diagnosis';
import { type CheckupAnswer, guestToken } from '#protocol';
import type { Answer, CheckupServer } from './checkup-server.ts';
import type { BrowserName, Checkup, Delivery, PasswordProblem, Step } from './view.ts';
import { waysToTry } from './ways-to-try.ts';

export interface CheckupPorts {
  readonly server: CheckupServer;
  /** Behind the `#` of the address, with it; empty where there is none. */
  readonly hash: string;
  readonly browser: () => Promise<BrowserName>;
  readonly openWebSocket: (signal: AbortSignal) => Promise<'open' | 'failed'>;
  readonly probeNetwork: (
    turnUrls: readonly string[],
    signal: AbortSignal,
  ) => Promise<Pick<Observation, 'reflexive' | 'natMapping'>>;
  readonly probeTurnUrl: (server: TurnServer, signal: AbortSignal) => Promise<TurnObservation>;
  readonly report: (error: unknown) => void;
}

export interface TurnServer {
  readonly url: string;
  readonly username: string;
  readonly credential: string;
}

/** More are not looked at: an observation holds no more, and nobody would wait for them. */
const MAX_URLS = 24;

/** One look after the other at whether calls work from here. Gathers facts; what they mean is said elsewhere. */
export function createCheckup(ports: CheckupPorts): Checkup {
  const token = ports.hash.replace(/^#/, '');
  const guest = token === '' ? 'none' : guestToken.safeParse(token).success ? 'invited' : 'broken';
  const phase = signal<'ready' | 'running' | 'password' | 'done'>('ready');
  const steps = signal<readonly Step[]>([]);
  const observation = signal<Observation | null>(null);
  const passwordProblem = signal<PasswordProblem | null>(null);
  const password = signal('');
  const delivery = signal<Delivery>(null);
  let ending = new AbortController();
  let answerPassword: (typed: string | null) => void = () => undefined;

  async function look(): Promise<void> {
    ending.abort();
    ending = new AbortController();
    const { signal: ended } = ending;
    batch(() => {
      steps.value = [];
      passwordProblem.value = null;
      delivery.value = null;
      phase.value = 'running';
    });
    /** Shows that it is looked at, and later that it was. */
    const step = async <T>(name: Step['name'], url: string | null, found: Promise<T>): Promise<T> => {
      const mine = { name, url, isDone: false };
      steps.value = [...steps.value, mine];
      const value = await found;
      if (!ended.aborted)
        steps.value = steps.value.map((one) =>
          one.name === name && one.url === url ? { ...one, isDone: true } : one,
        );
      return value;
    };
    const alive = step('page', null, ports.server.isAlive(ended));
    const webSocket = step('webSocket', null, ports.openWebSocket(ended));
    const granted = await step('credentials', null, requestCredentials(ended));
    const servers = granted.ok ? turnServersOf(granted.value) : [];
    const urls = servers.map(({ url }) => url);
    const network = granted.ok ? step('network', null, ports.probeNetwork(urls, ended)) : UNSEEN_NETWORK;
    const addresses = granted.ok ? (granted.value.relayAddresses ?? []) : [];
    const turn = servers.map((server) => step('turn', server.url, probe(server, addresses, ended)));
    const seen: Observation = {
      page: (await alive) ? 'answers' : 'silent',
      webSocket: await webSocket,
      credentialsRefused: granted.ok ? null : granted.code,
      turn: (await Promise.all(turn)).flat().slice(0, MAX_URLS),
      ...(await network),
      server: granted.ok ? { ...granted.value.server, relay: relayOf(granted.value.server.relay) } : null,
    };
    if (ended.aborted) return;
    batch(() => {
      observation.value = seen;
      phase.value = 'done';
    });
    if (guest === 'invited') await deliver();
  }

  async function probe(
    server: TurnServer,
    addresses: readonly string[],
    ended: AbortSignal,
  ): Promise<readonly TurnObservation[]> {
    const looks = waysToTry(server, addresses).map(async (way) => {
      const found = await ports.probeTurnUrl(way.server, ended);
      return { ...found, url: way.url, family: way.family ?? found.family };
    });
    return Promise.all(looks);
  }

  async function requestCredentials(ended: AbortSignal): Promise<Answer<CheckupAnswer>> {
    if (guest === 'invited') return ports.server.requestCredentials({ guest: token }, ended);
    for (;;) {
      const typed = password.peek();
      const answer = await ports.server.requestCredentials(typed === '' ? {} : { password: typed }, ended);
      if (answer.ok || !isAboutPassword(answer.code)) return answer;
      passwordProblem.value = answer.code;
      const given = await askForPassword(ended);
      if (given === null) return answer;
    }
  }

  /** Null: the person goes on without, or is gone. */
  async function askForPassword(ended: AbortSignal): Promise<string | null> {
    if (ended.aborted) return null;
    password.value = '';
    phase.value = 'password';
    const typed = await new Promise<string | null>((resolve) => {
      answerPassword = resolve;
      ended.addEventListener('abort', () => resolve(null));
    });
    if (!ended.aborted) phase.value = 'running';
    return typed;
  }

  async function deliver(): Promise<void> {
    const seen = observation.peek();
    if (seen === null || guest !== 'invited' || delivery.peek() === 'sending') return;
    const { signal: ended } = ending;
    delivery.value = 'sending';
    const browser = await ports.browser();
    const sent = await ports.server.deliver(token, { observation: seen, browser }, ended);
    if (!ended.aborted) delivery.value = sent.ok ? 'delivered' : sent.code;
  }

  return {
    ...{ guest, phase, steps, observation, passwordProblem, password, delivery },
    start: () => void look().catch(ports.report),
    submitPassword() {
      if (password.peek() !== '') answerPassword(password.peek());
    },
    goWithoutPassword: () => answerPassword(null),
    deliver: () => void deliver().catch(ports.report),
    close: () => ending.abort(),
  };
}

const UNSEEN_NETWORK = { reflexive: null, natMapping: 'unknown' } as const;

function turnServersOf({ iceServers }: CheckupAnswer): TurnServer[] {
  return iceServers
    .flatMap(({ urls, username, credential }) => urls.map((url) => ({ url, username, credential })))
    .filter(({ url }) => /^turns?:[^\s@]+$/.test(url))
    .slice(0, MAX_URLS);
}

function isAboutPassword(code: string): code is PasswordProblem {
  return code === 'password-needed' || code === 'wrong-password';
}

/** A word that this page does not know yet says nothing to it. */
function relayOf(word: string): NonNullable<Observation['server']>['relay'] {
  if (word === 'ok') return 'ok';
  return RELAY_FAULTS.find((fault) => fault === word) ?? 'unknown';
}
