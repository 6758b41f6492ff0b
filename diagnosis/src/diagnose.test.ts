import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CAUSES } from './causes.ts';
import { diagnose } from './diagnose.ts';
import { FINDINGS } from './findings.ts';
import { type Observation, observation } from './observation.ts';
import { anyObservation } from './testing/any-observation.ts';
import { CASES } from './testing/cases.ts';
import { AT, CARRIES, NO_ANSWER, observed, over, server, UNTRIED } from './testing/observations.ts';

const codesOf = (seen: Observation) => [...new Set(diagnose(seen, AT).findings.map(({ code }) => code))];
const ALL_WELL = codesOf(observed({}));

test.each(CASES)('%s', (_fault, differently, outcome, cause, findings) => {
  const seen = observed(differently);
  expect(observation.parse(seen)).toEqual(seen);
  expect(diagnose(seen, AT)).toMatchObject({ outcome, cause, blame: CAUSES[cause] });
  const further = codesOf(seen).filter((code) => !ALL_WELL.includes(code));
  expect(further.sort()).toEqual([...findings].sort());
});

test('a look that found all well says so of everything, in the order in which a call needs it', () => {
  expect(ALL_WELL).toEqual([
    'page-answers',
    'websocket-open',
    'credentials-given',
    'turn-carries',
    'udp-passes',
    'server-relay-ok',
    'certificate-good',
  ]);
});

test('the table has a case for every cause and for every finding, and names each case once', () => {
  expect([...new Set(CASES.map(([, , , cause]) => cause))].sort()).toEqual(Object.keys(CAUSES).sort());
  const findings = [...ALL_WELL, ...CASES.flatMap(([, , , , codes]) => codes)];
  expect([...new Set(findings)].sort()).toEqual(Object.keys(FINDINGS).sort());
  expect(new Set(CASES.map(([fault]) => fault)).size).toBe(CASES.length);
});

test('there is a line for each URL and each family, with the figures of its text', () => {
  const relayed = { sent: 10, received: 9, roundTripMs: 12.5, bitsPerSecond: 2e6 };
  const turn = [
    over('udp3478', { allocation: { outcome: 'allocated', afterMs: 5 }, relayed }, 'ipv4'),
    over('tls443', NO_ANSWER, 'ipv6'),
  ];
  const [first, second] = turn;
  expect(diagnose(observed({ turn }), AT).findings.filter(({ about }) => about === 'turn')).toEqual([
    {
      about: 'turn',
      state: 'good',
      code: 'turn-carries',
      url: first?.url,
      family: 'ipv4',
      roundTripMs: 12.5,
      bitsPerSecond: 2e6,
    },
    { about: 'turn', state: 'bad', code: 'turn-no-answer', url: second?.url, family: 'ipv6' },
  ]);
});

test.each([
  [-1, 'certificate-expired', 0],
  [0, 'certificate-expiring', 0],
  [2 * 3600 + 3599, 'certificate-expiring', 2],
  [3 * 3600, 'certificate-good', 3],
])('a certificate that ends in %d s is %s', (seconds, code, hoursLeft) => {
  const endsAt = new Date(AT + seconds * 1000).toISOString();
  const { findings } = diagnose(observed({ server: server('ok', endsAt) }), AT);
  expect(findings.at(-1)).toMatchObject({ about: 'certificate', code, hoursLeft });
});

test.each([
  [4, 3, 'turn-carries'],
  [4, 1, 'turn-loses'],
  [100, 75, 'turn-carries'],
  [100, 74, 'turn-loses'],
  [2, 3, 'turn-carries'],
  [0, 0, 'turn-no-bytes'],
  [0, 1, 'turn-contradiction'],
])('%d messages sent and %d come back: %s', (sent, received, code) => {
  const relayed = { sent, received, roundTripMs: null, bitsPerSecond: null };
  const turn = [over('udp443', { ...UNTRIED, relayed })];
  expect(diagnose(observed({ turn }), AT).findings.map((line) => line.code)).toContain(code);
});

/** Enough that each rule is met: few of these looks have a chance to work. */
const RUNS = { numRuns: 2_000 };

test('what carried bytes is never called broken while calls can be begun', () => {
  const carrying = anyObservation.filter(
    ({ turn, webSocket }) => webSocket === 'open' && turn.some(({ relayed }) => (relayed?.received ?? 0) > 0),
  );
  fc.assert(
    fc.property(carrying, (seen) => diagnose(seen, AT).outcome !== 'fails'),
    RUNS,
  );
});

test('what carried no bytes is never called working', () => {
  const strip = ({ relayed, ...turn }: ReturnType<typeof over>) => ({
    ...turn,
    relayed: relayed && { ...relayed, received: 0 },
  });
  fc.assert(
    fc.property(anyObservation, (seen) => {
      const { outcome } = diagnose({ ...seen, turn: seen.turn.map(strip) }, AT);
      return outcome === 'fails' || outcome === 'unknown';
    }),
    RUNS,
  );
});

test('a relay that was only asked for an address is never more than unknown, and never anybody’s fault', () => {
  const gathered = fc.array(fc.constantFrom(over('udp3478', UNTRIED), over('tls443', NO_ANSWER)), {
    minLength: 1,
  });
  fc.assert(
    fc.property(anyObservation, gathered, (seen, turn) => {
      const looked = { ...seen, page: 'answers', webSocket: 'open', server: server('ok') } as const;
      const { outcome } = diagnose({ ...looked, turn: [over('udp443', UNTRIED), ...turn] }, AT);
      return outcome === 'unknown';
    }),
    RUNS,
  );
});

test('a URL that fails changes nothing in that another one carries', () => {
  fc.assert(
    fc.property(anyObservation, ({ turn }) => {
      const { outcome } = diagnose(observed({ turn: [...turn, over('udp3478', CARRIES)].slice(-24) }), AT);
      return outcome === 'works' || outcome === 'works-limited';
    }),
    RUNS,
  );
});
