import { describe, expect, it } from 'vitest';
import { createFetchServers } from './fetch-servers.ts';

const ANSWER = {
  ok: true,
  iceServers: [{ urls: ['turn:192.0.2.1:3478?transport=udp'], username: 'u', credential: 'p' }],
  ttlSeconds: 600,
  expiresAt: '2027-01-01T00:00:00.000Z',
  server: { relay: 'ok', certificateExpiresAt: null },
};

function serverThat(answers: () => Response | Promise<Response>) {
  const asked: [url: unknown, body: unknown][] = [];
  const fetchServers = createFetchServers(async (url, init) => {
    asked.push([url, JSON.parse(String(init?.body))]);
    return answers();
  });
  return { asked, fetchServers };
}

describe('asking for the servers of the deployment', () => {
  it('takes the answer, and sends a password only where there is one', async () => {
    const { asked, fetchServers } = serverThat(() => Response.json(ANSWER));
    expect(await fetchServers()).toEqual({ ok: true, answer: ANSWER });
    await fetchServers('');
    await fetchServers('three words');
    expect(asked).toEqual([
      ['/api/checkup', {}],
      ['/api/checkup', {}],
      ['/api/checkup', { password: 'three words' }],
    ]);
  });

  it('says why the server gives none', async () => {
    const refusal = { ok: false, code: 'password-needed', text: 'x' };
    const { fetchServers } = serverThat(() => Response.json(refusal, { status: 401 }));
    expect(await fetchServers()).toEqual({ ok: false, reason: 'password-needed' });
  });

  it.each<[string, () => Response]>([
    ['a page', () => new Response('<!doctype html>')],
    ['a code that there is not', () => Response.json({ ok: false, code: 'toString' })],
    ['null', () => Response.json(null)],
    [
      'a URL that is none of ICE',
      () =>
        Response.json({ ...ANSWER, iceServers: [{ urls: ['https://x'], username: 'u', credential: 'p' }] }),
    ],
    ['half an answer', () => Response.json({ ...ANSWER, server: undefined })],
  ])('%s is an odd answer', async (_, answers) => {
    expect(await serverThat(answers).fetchServers()).toEqual({ ok: false, reason: 'odd-answer' });
  });

  it('tells when nobody answers', async () => {
    const { fetchServers } = serverThat(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await fetchServers()).toEqual({ ok: false, reason: 'no-answer' });
  });
});
