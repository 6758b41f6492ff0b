import { expect, test } from 'vitest';
import { type LinkReport, linkReport, MAX_LINK_REPORT_MS } from '#protocol';
import type { LinkState } from '../session/ports.ts';
import { createLinkReporting } from './link-reporting.ts';

function setUp() {
  const sent: LinkReport[] = [];
  const clock = { ms: 1_000, now: () => clock.ms };
  const reporting = createLinkReporting({ clock, send: (report) => sent.push(report) });
  /** What a link says of itself, some time after what it said before. */
  const after = (ms: number, peerId: string, status: LinkState['status'], path: LinkState['path'] = null) => {
    clock.ms += ms;
    reporting.noteLink(peerId, { status, path });
  };
  return { sent, clock, reporting, after };
}

test('a connection is told of once, with its first path and the time until it was there', () => {
  const { sent, after } = setUp();
  after(0, 'ann', 'connecting');
  after(300, 'ann', 'connected');
  expect(sent).toEqual([]);
  after(2_000, 'ann', 'connected', 'relay-udp');
  after(5_000, 'ann', 'recovering', null);
  after(100, 'ann', 'connected', 'relay-tls');
  after(100, 'ann', 'failed');
  expect(sent).toEqual([{ path: 'relay-udp', afterMs: 300 }]);
});

test('one that is given up before it was made has no path', () => {
  const { sent, after } = setUp();
  after(0, 'ann', 'connecting');
  after(30_000.4, 'ann', 'failed');
  after(1_000, 'ann', 'connected', 'direct');
  expect(sent).toEqual([{ path: 'none', afterMs: 30_000 }]);
});

test('each person is told of by themselves, and anew when they have left and come back', () => {
  const { sent, after, reporting } = setUp();
  after(0, 'ann', 'connecting');
  after(100, 'ben', 'connecting');
  after(100, 'ben', 'connected', 'direct');
  after(100, 'ann', 'connected', 'direct');
  reporting.noteGone('ann');
  after(5_000, 'ann', 'connecting');
  after(50, 'ann', 'connected', 'direct');
  expect(sent.map(({ afterMs }) => afterMs)).toEqual([100, 300, 50]);
});

test('whatever the clock does, what is sent has the form of the protocol', () => {
  for (const ms of [-5_000, MAX_LINK_REPORT_MS * 2, 0.4]) {
    const { sent, after } = setUp();
    after(0, 'ann', 'connecting');
    after(ms, 'ann', 'connected', 'direct');
    expect(linkReport.safeParse(sent[0]).success).toBe(true);
  }
});
