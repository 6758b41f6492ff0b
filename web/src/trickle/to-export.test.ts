import { expect, it } from 'vitest';
import { aCandidate } from './testing/candidates.ts';
import { toExport } from './to-export.ts';
import { NO_RUN, type Run } from './trickle-run.ts';

const URL = 'turn:relay.example:3478?transport=udp';
const run: Run = {
  ...NO_RUN,
  phase: 'done',
  candidates: [
    aCandidate({
      ...{
        type: 'relay',
        address: '203.0.113.77',
        relatedAddress: '198.51.100.88',
        relatedPort: 4242,
        url: URL,
      },
      ...{ port: 4141, usernameFragment: 'Frag', foundation: '987654' },
    }),
  ],
  errors: [{ atMs: 3, address: '10.1.2.3', port: 77, url: URL, code: 401, text: 'from 10.1.2.3' }],
  ...{ end: 'complete', endedAfterMs: 9, offer: 'v=0' },
  outcomes: [
    {
      url: URL,
      allocation: { outcome: 'refused', code: 401 },
      reflected: null,
      relayed: null,
      isChecking: false,
    },
  ],
};

it('goes out without an address, a port or a name of the session', () => {
  const text = JSON.stringify(toExport(run, true));
  for (const secret of ['203.0.113.77', '198.51.100.88', '10.1.2.3', '4242', '4141', 'Frag', '987654', 'v=0'])
    expect(text).not.toContain(secret);
  expect(JSON.parse(text)).toMatchObject({
    ...{ kind: 'burrow-trickle', gathering: { end: 'complete', afterMs: 9 } },
    candidates: [{ type: 'relay', url: URL }],
    errors: [{ atMs: 3, url: URL, code: 401 }],
    verdict: { all: 'none-pass', urls: [{ url: URL, verdict: 'refused' }] },
  });
});

it('holds the addresses where somebody wants them', () => {
  const text = JSON.stringify(toExport(run, false));
  for (const wanted of ['203.0.113.77', '198.51.100.88', '10.1.2.3']) expect(text).toContain(wanted);
});
