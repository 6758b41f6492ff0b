import { expect, test } from 'vitest';
import { createTestClock } from '../../../signaling/src/core/testing/test-clock.ts';
import type { Observation } from './observe-host.ts';
import { failed, found, UNKNOWN_HOST } from './testing/observations.ts';
import {
  RECHECK_INTERVAL_MS,
  STARTING_INTERVAL_MS,
  STARTING_MS,
  watchPublicAddress,
} from './watch-public-address.ts';

const HERE = '203.0.113.10';
const MOVED = '198.51.100.7';

const at = (address: string): Observation => ({
  findings: [found('interface', address)],
  primaryAddress: address,
  primaryAddress6: null,
});
const byName = (finding: Observation['findings'][number]): Observation => ({
  ...{ primaryAddress: '10.0.1.10', primaryAddress6: null },
  findings: [found('interface'), found('metadata'), finding],
});
const NO_NETWORK: Observation = {
  findings: [found('interface')],
  primaryAddress: null,
  primaryAddress6: null,
};

/** Everything that only waits for promises has run when the event loop comes round. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

function watched(first: Observation, settings = {}) {
  const clock = createTestClock();
  const heard: (string | null)[] = [];
  const state = { sees: first, looks: 0, observe: async () => state.sees, heard, dealt: Promise.resolve() };
  const watch = watchPublicAddress({
    settings: { ...UNKNOWN_HOST, ...settings },
    clock,
    observe: () => {
      state.looks += 1;
      return state.observe();
    },
    onChange: (result) => {
      heard.push(result.ok ? result.value.publicAddress : (result.problems[0]?.code ?? null));
      return state.dealt;
    },
  });
  const advance = async (ms: number) => {
    await settled();
    clock.advance(ms);
    await settled();
  };
  return Object.assign(state, { watch, advance });
}

test('it looks at once, again every five minutes, and tells only what is new', async () => {
  const host = watched(at(HERE));
  await host.advance(RECHECK_INTERVAL_MS - 1);
  expect([host.looks, host.heard]).toEqual([1, [HERE]]);
  await host.advance(1);
  expect([host.looks, host.heard]).toEqual([2, [HERE]]);
  host.sees = at(MOVED);
  await host.advance(RECHECK_INTERVAL_MS);
  await host.advance(RECHECK_INTERVAL_MS);
  expect([host.looks, host.heard]).toEqual([4, [HERE, MOVED]]);
});

test('a problem is told once too, and that it is gone', async () => {
  const host = watched(byName(found('domain')), { networkMode: 'public', domain: 'call.example.org' });
  await host.advance(RECHECK_INTERVAL_MS);
  expect(host.heard).toEqual(['no-public-address']);
  host.sees = byName(found('domain', HERE));
  await host.advance(RECHECK_INTERVAL_MS);
  expect(host.heard).toEqual(['no-public-address', HERE]);
});

test('a warning that comes or goes is new', async () => {
  const host = watched(at(HERE), { domain: 'call.example.org' });
  await settled();
  host.sees = { ...at(HERE), findings: [...at(HERE).findings, found('domain', MOVED)] };
  await host.advance(RECHECK_INTERVAL_MS);
  expect(host.heard).toEqual([HERE, HERE]);
});

test('a look that takes its time is not overtaken by the next', async () => {
  const host = watched(at(HERE));
  await settled();
  let finish: (observation: Observation) => void = () => expect.unreachable();
  host.observe = () => new Promise((resolve) => (finish = resolve));
  await host.advance(RECHECK_INTERVAL_MS);
  await host.advance(3 * RECHECK_INTERVAL_MS);
  expect(host.looks).toBe(2);
  finish(at(MOVED));
  await host.advance(RECHECK_INTERVAL_MS);
  expect([host.looks, host.heard]).toEqual([3, [HERE, MOVED]]);
});

test('it does not look while what it has told is being dealt with', async () => {
  const host = watched(at(HERE));
  let finish: () => void = () => expect.unreachable();
  host.dealt = new Promise((resolve) => (finish = resolve));
  await host.advance(3 * RECHECK_INTERVAL_MS);
  expect(host.looks).toBe(1);
  finish();
  await host.advance(RECHECK_INTERVAL_MS);
  expect(host.looks).toBe(2);
});

test('after it is closed it neither looks nor tells', async () => {
  const host = watched(at(HERE));
  await settled();
  host.watch.close();
  await host.advance(3 * RECHECK_INTERVAL_MS);
  expect(host.looks).toBe(1);
});

test('what it sees after it is closed is not told', async () => {
  const host = watched(at(HERE));
  host.watch.close();
  await host.advance(RECHECK_INTERVAL_MS);
  expect([host.looks, host.heard]).toEqual([1, []]);
});

test('a name server that is down for a moment changes nothing', async () => {
  const host = watched(byName(found('domain', HERE)), { domain: 'call.example.org' });
  await settled();
  host.sees = byName(failed('domain'));
  await host.advance(RECHECK_INTERVAL_MS);
  await host.advance(RECHECK_INTERVAL_MS);
  expect(host.heard).toEqual([HERE]);
  host.sees = byName(found('domain', MOVED));
  await host.advance(RECHECK_INTERVAL_MS);
  expect(host.heard).toEqual([HERE, MOVED]);
});

test('a name server that says that there is no record any more does', async () => {
  const host = watched(byName(found('domain', HERE)), { domain: 'call.example.org' });
  await settled();
  host.sees = byName(found('domain'));
  await host.advance(RECHECK_INTERVAL_MS);
  expect(host.heard).toEqual([HERE, null]);
});

test('a network that is gone changes nothing, and a new one does', async () => {
  const host = watched(at(HERE));
  await settled();
  host.sees = NO_NETWORK;
  await host.advance(RECHECK_INTERVAL_MS);
  expect([host.looks, host.heard]).toEqual([2, [HERE]]);
  host.sees = at(MOVED);
  await host.advance(RECHECK_INTERVAL_MS);
  expect(host.heard).toEqual([HERE, MOVED]);
});

test.each([
  ['no network', NO_NETWORK],
  ['no name server', byName(failed('domain'))],
])('a host that starts with %s yet is looked at more often, for two minutes', async (_, early) => {
  const host = watched(early, { domain: 'call.example.org' });
  await host.advance(STARTING_INTERVAL_MS);
  expect(host.looks).toBe(2);
  for (let ms = STARTING_INTERVAL_MS; ms < STARTING_MS; ms += STARTING_INTERVAL_MS) {
    await host.advance(STARTING_INTERVAL_MS);
  }
  const looks = host.looks;
  expect(looks).toBe(1 + STARTING_MS / STARTING_INTERVAL_MS);
  await host.advance(STARTING_INTERVAL_MS);
  expect(host.looks).toBe(looks);
  host.sees = at(HERE);
  await host.advance(RECHECK_INTERVAL_MS);
  expect([host.looks, host.heard]).toEqual([looks + 1, [null, HERE]]);
});
