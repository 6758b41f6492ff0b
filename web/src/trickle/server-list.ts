import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { CheckupAnswer } from '#protocol';
import type { Answer } from '../checkup/checkup-server.ts';
import type { CheckupRefusal } from '../checkup/view.ts';
import { checkServer, type ServerEntry, type ServerProblem } from './server-entry.ts';

/** More than anybody tests at once, and what an observation takes. */
export const MAX_ENTRIES = 24;

/** How asking the deployment for its own servers stands. */
export type OwnServers =
  | { readonly state: 'loading' }
  /** `receivedAtMs`: by this end's clock, by which their life is counted too. */
  | { readonly state: 'here'; readonly answer: CheckupAnswer; readonly receivedAtMs: number }
  | { readonly state: 'refused'; readonly reason: CheckupRefusal };

export interface ServerList {
  readonly entries: ReadonlySignal<readonly ServerEntry[]>;
  readonly own: ReadonlySignal<OwnServers>;
  /** What the person types as the password of this deployment, where it asks for one. */
  readonly password: Signal<string>;
  /** By the id of the entry. */
  readonly problems: ReadonlySignal<ReadonlyMap<number, ServerProblem>>;
  add(): void;
  remove(id: number): void;
  edit(id: number, change: Partial<Pick<ServerEntry, 'url' | 'username' | 'credential'>>): void;
  /** Back to what the deployment gives, freshly asked for. */
  reset(): Promise<void>;
  /** Where entries are the deployment's own: fresh credentials for them, and how it finds itself now. */
  refreshOwn(): Promise<void>;
}

/** Asks the deployment for its own servers, with credentials for a while. */
export type FetchServers = (password: string) => Promise<Answer<CheckupAnswer>>;

interface ServerListPorts {
  /** Never rejects. */
  readonly fetchServers: FetchServers;
  readonly now: () => number;
}

export function createServerList({ fetchServers, now }: ServerListPorts): ServerList {
  const entries = signal<readonly ServerEntry[]>([]);
  const own = signal<OwnServers>({ state: 'loading' });
  const password = signal('');
  let lastId = 0;
  /** Counts the questions: only the answer to the last one counts. */
  let asked = 0;

  /** Null: the answer came too late to matter, or was no. */
  async function ask(): Promise<CheckupAnswer | null> {
    const question = ++asked;
    own.value = { state: 'loading' };
    const fetched = await fetchServers(password.peek());
    if (question !== asked) return null;
    own.value = fetched.ok
      ? { state: 'here', answer: fetched.value, receivedAtMs: now() }
      : { state: 'refused', reason: fetched.code };
    return fetched.ok ? fetched.value : null;
  }

  return {
    ...{ entries, own, password },
    problems: computed(() => {
      const found = entries.value.map((entry) => [entry.id, checkServer(entry)] as const);
      return new Map(found.filter((one): one is [number, ServerProblem] => one[1] !== null));
    }),
    add() {
      if (entries.peek().length >= MAX_ENTRIES) return;
      const fresh = { id: ++lastId, url: '', username: '', credential: '', isOwn: false };
      entries.value = [...entries.peek(), fresh];
    },
    remove(id) {
      entries.value = entries.peek().filter((entry) => entry.id !== id);
    },
    edit(id, change) {
      entries.value = entries
        .peek()
        .map((entry) => (entry.id === id ? { ...entry, ...change, isOwn: false } : entry));
    },
    async reset() {
      const answer = await ask();
      if (answer !== null) entries.value = entriesOf(answer).map((entry) => ({ ...entry, id: ++lastId }));
    },
    async refreshOwn() {
      if (!entries.peek().some(({ isOwn }) => isOwn)) return;
      const answer = await ask();
      if (answer === null) return;
      const fresh = new Map(entriesOf(answer).map((entry) => [entry.url, entry]));
      entries.value = entries
        .peek()
        .map((entry) => (entry.isOwn ? { ...entry, ...fresh.get(entry.url) } : entry));
    },
  };
}

/** A line for each URL. */
function entriesOf({ iceServers }: CheckupAnswer): Omit<ServerEntry, 'id'>[] {
  return iceServers
    .flatMap(({ urls, username, credential }) =>
      urls.map((url) => ({ url, username, credential, isOwn: true })),
    )
    .slice(0, MAX_ENTRIES);
}
