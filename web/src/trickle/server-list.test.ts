import { describe, expect, it } from 'vitest';
import type { CheckupAnswer } from '#protocol';
import type { FetchedServers } from './fetch-servers.ts';
import { createServerList, MAX_ENTRIES } from './server-list.ts';

const URLS = ['turn:a:1?transport=udp', 'turns:a:2?transport=tcp'];

function answer(username: string): CheckupAnswer {
  return {
    ...{ ok: true, ttlSeconds: 600, expiresAt: '2027-01-01T00:00:00Z' },
    iceServers: [{ urls: URLS, username, credential: `of ${username}` }],
    server: { relay: 'ok', certificateExpiresAt: null },
  };
}

function listWith(...answers: FetchedServers[]) {
  let nowMs = 0;
  const passwords: (string | undefined)[] = [];
  const list = createServerList({
    now: () => nowMs,
    fetchServers: async (password) => {
      passwords.push(password);
      return answers.shift() ?? { ok: false, reason: 'no-answer' };
    },
  });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  const lines = () => list.entries.value.map(({ url, username, isOwn }) => [url, username, isOwn]);
  return { list, passwords, pass, lines };
}

describe('the list of servers', () => {
  it('has a line for each URL of the deployment, to add to, change and take from', async () => {
    const { list, lines } = listWith(
      { ok: true, answer: answer('ann') },
      { ok: true, answer: answer('ben') },
    );
    await list.reset();
    expect(lines()).toEqual(URLS.map((url) => [url, 'ann', true]));
    const [first, second] = list.entries.value;
    list.remove(first?.id ?? 0);
    list.edit(second?.id ?? 0, { username: 'me' });
    list.add();
    expect(lines()).toEqual([
      [URLS[1], 'me', false],
      ['', '', false],
    ]);
    expect([...list.problems.value.values()]).toEqual([{ field: 'url', problem: 'empty' }]);
    await list.reset();
    expect(lines()).toEqual(URLS.map((url) => [url, 'ben', true]));
  });

  it('takes so many lines and no more', () => {
    const { list } = listWith();
    for (let times = 0; times < MAX_ENTRIES + 3; times++) list.add();
    expect(new Set(list.entries.value.map(({ id }) => id)).size).toBe(MAX_ENTRIES);
  });

  it('says why there is none, and asks again with the password', async () => {
    const { list, passwords } = listWith(
      { ok: false, reason: 'password-needed' },
      { ok: true, answer: answer('ann') },
    );
    await list.reset();
    expect(list.own.value).toEqual({ state: 'refused', reason: 'password-needed' });
    list.password.value = 'three words';
    await list.reset();
    expect(passwords).toEqual(['', 'three words']);
    expect(list.own.value.state).toBe('here');
  });

  it('renews credentials that are about to end, and leaves what was changed alone', async () => {
    const { list, pass, lines, passwords } = listWith(
      { ok: true, answer: answer('ann') },
      { ok: true, answer: answer('ben') },
    );
    await list.reset();
    list.edit(list.entries.value[0]?.id ?? 0, { username: 'me' });
    pass(479_000);
    await list.refreshStale();
    expect(passwords).toHaveLength(1);
    pass(1_000);
    await list.refreshStale();
    expect(lines()).toEqual([
      [URLS[0], 'me', false],
      [URLS[1], 'ben', true],
    ]);
  });
});
