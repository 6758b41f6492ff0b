import { describe, expect, it } from 'vitest';
import type { CheckupAnswer } from '#protocol';
import type { Answer } from '../checkup/checkup-server.ts';
import { createServerList, MAX_ENTRIES } from './server-list.ts';

const URLS = ['turn:a:1?transport=udp', 'turns:a:2?transport=tcp'];

function answer(username: string): CheckupAnswer {
  return {
    ...{ ok: true, ttlSeconds: 600, expiresAt: '2027-01-01T00:00:00Z' },
    iceServers: [{ urls: URLS, username, credential: `of ${username}` }],
    server: { relay: 'ok', certificateExpiresAt: null },
  };
}

function listWith(...answers: Answer<CheckupAnswer>[]) {
  let nowMs = 0;
  const passwords: (string | undefined)[] = [];
  const list = createServerList({
    now: () => nowMs,
    fetchServers: async (password) => {
      passwords.push(password);
      return answers.shift() ?? { ok: false, code: 'unreachable' };
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
    const { list, lines } = listWith({ ok: true, value: answer('ann') }, { ok: true, value: answer('ben') });
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
      { ok: false, code: 'password-needed' },
      { ok: true, value: answer('ann') },
    );
    await list.reset();
    expect(list.own.value).toEqual({ state: 'refused', reason: 'password-needed' });
    list.password.value = 'three words';
    await list.reset();
    expect(passwords).toEqual(['', 'three words']);
    expect(list.own.value.state).toBe('here');
  });

  it('renews what is the deployment’s own, and leaves what was changed alone', async () => {
    const { list, lines } = listWith({ ok: true, value: answer('ann') }, { ok: true, value: answer('ben') });
    await list.reset();
    list.edit(list.entries.value[0]?.id ?? 0, { username: 'me' });
    await list.refreshOwn();
    expect(lines()).toEqual([
      [URLS[0], 'me', false],
      [URLS[1], 'ben', true],
    ]);
  });

  it('keeps its lines, and says so, when the deployment does not answer any more', async () => {
    const { list, lines } = listWith({ ok: true, value: answer('ann') });
    await list.reset();
    await list.refreshOwn();
    expect(lines()).toEqual(URLS.map((url) => [url, 'ann', true]));
    expect(list.own.value).toEqual({ state: 'refused', reason: 'unreachable' });
  });

  it('asks nobody where no line is the deployment’s own', async () => {
    const { list, passwords } = listWith();
    list.add();
    await list.refreshOwn();
    expect(passwords).toEqual([]);
  });
});
