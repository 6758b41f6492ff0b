import { effect, type ReadonlySignal, signal } from '@preact/signals-core';
import type { ServiceStatus } from '#protocol';
import type { Clock, KeyValueStorage } from '../session/ports.ts';
import { type KeptSession, keepSession, readKeptSession } from './kept-session.ts';
import type { Answer, StatusServer } from './status-server.ts';
import type { GuestTestView, NewLink, ReportView, StatusPage, StatusRefusal } from './view.ts';

export interface StatusPageOptions {
  readonly server: StatusServer;
  /** Of the link by which the page was opened; null: none. */
  readonly code: string | null;
  /** Of this tab. */
  readonly tabStorage: KeyValueStorage;
  /** Whether anybody can see the page. */
  readonly visible: ReadonlySignal<boolean>;
  readonly clock: Clock;
  readonly origin: string;
}

/** Why 5 s: soon enough for whoever waits for a test, and a status is a few kilobytes. */
export const REFRESH_EVERY_MS = 5_000;

/** Signs in, shows what the service tells its operator, and asks again for as long as somebody looks. */
export function createStatusPage(options: StatusPageOptions): StatusPage {
  const { server, code, tabStorage, visible, clock, origin } = options;
  const phase = signal<'signing-in' | 'signed-out' | 'signed-in'>('signed-out');
  const problem = signal<StatusRefusal | 'session-over' | null>(null);
  const token = signal('');
  const isKept = signal(false);
  const status = signal<ServiceStatus | null>(null);
  const guestTests = signal<readonly GuestTestView[] | null>(null);
  const reports = signal<readonly ReportView[] | null>(null);
  const isStale = signal(false);
  const newLink = signal<NewLink>({ state: 'none' });
  let session: KeptSession | null = null;
  /** Grows with each sign-in and sign-out: what was asked before does not count any more. */
  let epoch = 0;
  let cancelRefresh: () => void = () => undefined;
  let isRefreshing = false;
  /** What the lists were fetched for. */
  let [seenTests, seenReports] = ['', ''];

  const stopWatching = effect(() => {
    if (visible.value && phase.value === 'signed-in') queueMicrotask(refresh);
    else cancelRefresh();
  });

  function begin(next: KeptSession): void {
    epoch++;
    session = next;
    if (isKept.peek()) keepSession(tabStorage, next);
    token.value = '';
    problem.value = null;
    phase.value = 'signed-in';
  }

  function end(why: typeof problem.value): void {
    epoch++;
    cancelRefresh();
    session = null;
    keepSession(tabStorage, null);
    isKept.value = false;
    [status.value, guestTests.value, reports.value] = [null, null, null];
    [seenTests, seenReports] = ['', ''];
    newLink.value = { state: 'none' };
    isStale.value = false;
    problem.value = why;
    phase.value = 'signed-out';
  }

  async function signInBy(how: { readonly code: string } | { readonly token: string }): Promise<void> {
    const asked = ++epoch;
    problem.value = null;
    phase.value = 'signing-in';
    const answer = await server.signIn(how);
    if (asked !== epoch) return;
    if (answer.ok) return begin(answer.value);
    problem.value = answer.code;
    phase.value = 'signed-out';
  }

  /** What a good answer holds; null: there was none, and what follows from that has been done. */
  async function asOperator<Value>(
    request: (bearer: string) => Promise<Answer<Value>>,
  ): Promise<Value | null> {
    if (session === null) return null;
    const asked = epoch;
    const answer = await request(session.token);
    if (asked !== epoch) return null;
    if (!answer.ok && answer.code === 'unauthorized') end('session-over');
    else isStale.value = !answer.ok;
    return answer.ok ? answer.value : null;
  }

  function refresh(): void {
    cancelRefresh();
    if (isRefreshing || session === null) return;
    isRefreshing = true;
    const asked = epoch;
    void refreshOnce().finally(() => {
      isRefreshing = false;
      if (session === null || !visible.peek()) return;
      // Somebody has signed in anew meanwhile, and has seen nothing yet.
      if (asked !== epoch) refresh();
      else cancelRefresh = clock.schedule(refresh, REFRESH_EVERY_MS);
    });
  }

  async function refreshOnce(): Promise<void> {
    const fresh = await asOperator(server.status);
    if (fresh === null) return;
    status.value = fresh;
    const tests = JSON.stringify(fresh.guestTests);
    if (tests !== seenTests) {
      const list = await asOperator(server.guestTests);
      if (list === null) return;
      guestTests.value = list;
      seenTests = tests;
    }
    const told = JSON.stringify(fresh.reports);
    if (told === seenReports) return;
    const list = await asOperator(server.reports);
    if (list === null) return;
    reports.value = list;
    seenReports = told;
  }

  async function makeLink(label: string): Promise<void> {
    newLink.value = { state: 'making' };
    const asked = epoch;
    const made = await asOperator((bearer) => server.makeLink(bearer, label));
    if (asked !== epoch) return;
    newLink.value =
      made === null
        ? { state: 'failed' }
        : { state: 'made', url: new URL(made.path, origin).href, expiresAt: made.expiresAt };
    refresh();
  }

  const kept = readKeptSession(tabStorage, clock.now());
  if (code !== null) void signInBy({ code });
  else if (kept !== null) {
    isKept.value = true;
    begin(kept);
  }

  return {
    ...{ phase, problem, token, isKept, status, guestTests, reports, isStale, newLink, refresh },
    signIn() {
      const typed = token.peek().trim();
      if (typed !== '' && phase.peek() !== 'signing-in') void signInBy({ token: typed });
    },
    signOut() {
      if (session !== null) void server.signOut(session.token);
      end(null);
    },
    keep(on) {
      isKept.value = on;
      keepSession(tabStorage, on ? session : null);
    },
    makeLink: (label) => void makeLink(label.trim()),
    close() {
      epoch++;
      session = null;
      stopWatching();
      cancelRefresh();
    },
  };
}
