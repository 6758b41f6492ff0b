import { type Signal, signal } from '@preact/signals-core';
import { beforeEach, expect, it } from 'vitest';
import type { OperatorSession } from '#protocol';
import { settle, VirtualClock } from '../rtc/testing/virtual-clock.ts';
import { createStatusPage, REFRESH_EVERY_MS } from './create-status-page.ts';
import type { Answer, StatusServer } from './status-server.ts';
import { sampleStatus } from './testing/sample-status.ts';
import type { StatusRefusal } from './view.ts';

const SESSION: OperatorSession = { ok: true, token: 't'.repeat(43), expiresAt: '2999-01-01T00:00:00.000Z' };
const CODE = 'c'.repeat(22);

let clock: VirtualClock;
let visible: Signal<boolean>;
let stored: Map<string, string>;
/** What was asked, and what is answered to it from now on. */
let asked: string[];
/** Of the status. */
let delay: Promise<void>;
let answers: {
  signIn: Answer<OperatorSession>;
  status: Answer<ReturnType<typeof sampleStatus>>;
  makeLink: Answer<{ path: string; expiresAt: string }>;
};

beforeEach(() => {
  clock = new VirtualClock();
  visible = signal(true);
  stored = new Map();
  asked = [];
  delay = Promise.resolve();
  answers = {
    signIn: { ok: true, value: SESSION },
    status: { ok: true, value: sampleStatus() },
    makeLink: { ok: true, value: { path: '/test#x', expiresAt: SESSION.expiresAt } },
  };
});

const refused = (code: StatusRefusal) => ({ ok: false, code }) as const;

function open(code: string | null = null) {
  const server: StatusServer = {
    async signIn(how) {
      asked.push(`sign in ${JSON.stringify(how)}`);
      return answers.signIn;
    },
    async signOut(bearer) {
      asked.push(`sign out ${bearer === SESSION.token}`);
    },
    async status(bearer) {
      asked.push(bearer === SESSION.token ? 'status' : 'status of another');
      await delay;
      return answers.status;
    },
    async guestTests() {
      asked.push('guest tests');
      return { ok: true, value: [] };
    },
    async reports() {
      asked.push('reports');
      return { ok: true, value: [] };
    },
    async makeLink(_, label) {
      asked.push(`link ${label}`);
      return answers.makeLink;
    },
  };
  const tabStorage = {
    get: (key: string) => stored.get(key) ?? null,
    set: (key: string, value: string) => void stored.set(key, value),
    remove: (key: string) => void stored.delete(key),
  };
  const origin = 'https://call.example.org';
  return createStatusPage({ server, code, tabStorage, visible, clock, origin });
}

const took = () => asked.splice(0);

it('a link signs in at once, and everything is there', async () => {
  const page = open(CODE);
  expect(page.phase.value).toBe('signing-in');
  await settle();
  expect(took()).toEqual([`sign in {"code":"${CODE}"}`, 'status', 'guest tests', 'reports']);
  expect([page.phase.value, page.status.value?.ok, page.guestTests.value]).toEqual(['signed-in', true, []]);
  expect([...stored.values()]).toEqual([]);
});

it('a token signs in when it is typed, and is forgotten then', async () => {
  const page = open();
  expect(page.phase.value).toBe('signed-out');
  page.signIn();
  page.token.value = '  the token ';
  page.signIn();
  page.signIn();
  await settle();
  expect(took()[0]).toBe('sign in {"token":"the token"}');
  expect([page.token.value, asked.filter((one) => one.startsWith('sign'))]).toEqual(['', []]);
});

it.each(['unauthorized', 'expired', 'rate-limited', 'unreachable', 'no-operator-token'] as const)(
  'a sign-in that fails says why: %s',
  async (code) => {
    answers.signIn = refused(code);
    const page = open(CODE);
    await settle();
    expect(page.phase.value).toBe('signed-out');
    expect([page.problem.value, took().length]).toEqual([code, 1]);
  },
);

it('who signs in while the last answer is on its way still sees everything as soon as that has come', async () => {
  let answer: () => void = () => undefined;
  delay = new Promise((resolve) => {
    answer = resolve;
  });
  const page = open(CODE);
  await settle();
  page.signOut();
  page.token.value = 'the token';
  page.signIn();
  await settle();
  took();
  answer();
  await settle();
  expect(took()).toEqual(['status', 'guest tests', 'reports']);
  expect(page.status.value?.ok).toBe(true);
});

it('it asks again while it can be seen, and the lists only when there is something new', async () => {
  const page = open(CODE);
  await settle();
  took();
  await clock.advance(REFRESH_EVERY_MS);
  await settle();
  expect(took()).toEqual(['status']);
  answers.status = {
    ok: true,
    value: sampleStatus({ guestTests: { count: 1, newestAt: SESSION.expiresAt, links: 1 } }),
  };
  await clock.advance(REFRESH_EVERY_MS);
  await settle();
  expect(took()).toEqual(['status', 'guest tests']);
  visible.value = false;
  expect(clock.pending).toBe(0);
  visible.value = true;
  await settle();
  expect(took()).toEqual(['status']);
  page.close();
});

it('what was seen stays while the server does not answer, and is said to be old', async () => {
  const page = open(CODE);
  await settle();
  answers.status = refused('unreachable');
  await clock.advance(REFRESH_EVERY_MS);
  await settle();
  expect([page.isStale.value, page.status.value?.ok]).toEqual([true, true]);
  answers.status = { ok: true, value: sampleStatus() };
  await clock.advance(REFRESH_EVERY_MS);
  await settle();
  expect(page.isStale.value).toBe(false);
});

it('when the session is over nothing of what was seen stays', async () => {
  const page = open(CODE);
  page.keep(true);
  await settle();
  answers.status = refused('unauthorized');
  await clock.advance(REFRESH_EVERY_MS);
  await settle();
  expect(page.phase.value).toBe('signed-out');
  expect([page.problem.value, page.status.value, page.reports.value]).toEqual(['session-over', null, null]);
  expect([...stored.values(), clock.pending]).toEqual([0]);
});

it('it is kept in the tab where the person says so, and nowhere before or after', async () => {
  const page = open(CODE);
  await settle();
  page.keep(true);
  expect([...stored.values()].join()).toContain(SESSION.token);
  took();
  const again = open();
  await settle();
  expect([again.phase.value, again.isKept.value]).toEqual(['signed-in', true]);
  again.close();
  page.keep(false);
  expect(stored.size).toBe(0);
});

it('signing out ends the session here and at the server', async () => {
  const page = open(CODE);
  page.keep(true);
  await settle();
  took();
  page.signOut();
  expect(took()).toEqual(['sign out true']);
  expect([page.phase.value, page.problem.value, page.status.value]).toEqual(['signed-out', null, null]);
  expect([stored.size, clock.pending]).toEqual([0, 0]);
});

it('a guest link is whole, and the list is looked at again', async () => {
  const page = open(CODE);
  await settle();
  took();
  page.makeLink(' Ann ');
  expect(page.newLink.value).toEqual({ state: 'making' });
  await settle();
  expect(page.newLink.value).toMatchObject({ state: 'made', url: 'https://call.example.org/test#x' });
  expect(took()).toEqual(['link Ann', 'status']);
  answers.makeLink = refused('unreachable');
  page.makeLink('');
  await settle();
  expect(page.newLink.value).toEqual({ state: 'failed' });
});

it('what comes after the page was closed changes nothing', async () => {
  const page = open(CODE);
  page.close();
  await settle();
  expect([page.phase.value, page.status.value, clock.pending]).toEqual(['signing-in', null, 0]);
});
