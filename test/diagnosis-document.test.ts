/** docs/diagnosis.md says what the diagnosis says. `vitest run -u` writes its tables anew. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  CAUSES,
  type CauseCode,
  diagnose,
  FINDINGS,
  type Finding,
  type FindingCode,
  type Observation,
  type Outcome,
  observation,
  textsEn,
} from '#diagnosis';
import { CASES } from '../diagnosis/src/testing/cases.ts';
import { AT, observed, URLS } from '../diagnosis/src/testing/observations.ts';

const PATH = new URL('../docs/diagnosis.md', import.meta.url);

/** Figures of the right size for the lines that have some. */
const EXAMPLE = {
  roundTripMs: 38,
  bitsPerSecond: 2_300_000,
  lostPercent: 30,
  stunCode: 500,
  hoursLeft: 2,
  fault: 'timeout',
} as const;

const PARTS: Readonly<Record<string, () => string>> = {
  outcomes: () =>
    table(
      ['Code', 'Says', 'Means'],
      (Object.entries(MEANINGS) as [Outcome, string][]).map(([code, meaning]) => [
        `\`${code}\``,
        textsEn.outcomes[code],
        meaning,
      ]),
    ),
  cases: () =>
    table(
      ['What is wrong', '3478/udp', '443/udp', '443/tls', 'What else is seen', 'Outcome', 'Cause'],
      CASES.map(([fault, differently]) => {
        const seen = observed(differently);
        const { outcome, cause, findings } = diagnose(seen, AT);
        const ofUrl = (url: string) => findings.filter((found) => found.url === url).map(wordsOf);
        const usual = [URLS.udp3478, URLS.udp443, URLS.tls443].map((url) => ofUrl(url).join(', ') || '–');
        const otherwise = [...ofUrl(URLS.tcp3478).map((words) => `3478/tcp: ${words}`), ...sightsOf(seen)];
        return [fault, ...usual, otherwise.join('; '), `\`${outcome}\``, `[\`${cause}\`](#${cause})`];
      }),
    ),
  causes: () => Object.keys(CAUSES).map(causeSection).join('\n\n'),
  findings: () =>
    table(
      ['Code', 'About', 'State', 'Such as'],
      Object.entries(FINDINGS).map(([code, [about, state]]) => [
        `\`${code}\``,
        about,
        state,
        textsEn.findings[code as FindingCode](EXAMPLE),
      ]),
    ),
};

const MEANINGS: Readonly<Record<Outcome, string>> = {
  works: 'bytes came back through the relay, over every way that was tried with data',
  'works-limited': 'bytes came back, but some ways fail, or something else is not as it should be',
  fails: 'no bytes came back over any way, or no call can be begun',
  unknown: 'what was seen does not tell',
};

test('the tables and causes of docs/diagnosis.md are those of the code', async () => {
  let page = readFileSync(PATH, 'utf8');
  for (const [name, render] of Object.entries(PARTS)) {
    const [before, rest] = page.split(`<!-- ${name} -->\n`);
    const after = rest?.split(`<!-- /${name} -->`)[1];
    expect(after, `the place of ${name}`).toBeDefined();
    page = `${before}<!-- ${name} -->\n\n${render()}\n\n<!-- /${name} -->${after}`;
  }
  await expect(page).toMatchFileSnapshot(fileURLToPath(PATH));
});

test('docs/diagnosis.md explains every field of an observation, and no other', () => {
  const section = readFileSync(PATH, 'utf8').split('## The facts, as they are exported\n')[1];
  const named = [...(section ?? '').matchAll(/^\| `([\w.]+)` \|/gm)].map(([, field]) => field);
  expect(named).toEqual([...new Set(fieldsOf(z.toJSONSchema(observation) as Schema))]);
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** The paths of all fields, alternatives and lists looked through. */
function fieldsOf({ properties = {}, items, anyOf = [], oneOf = [] }: Schema): string[] {
  const own = Object.entries(properties).flatMap(([name, inner]) => [
    name,
    ...fieldsOf(inner).map((field) => `${name}.${field}`),
  ]);
  return [...own, ...[...(items ? [items] : []), ...anyOf, ...oneOf].flatMap(fieldsOf)];
}

function causeSection(code: string): string {
  const cause = code as CauseCode;
  const { sentence, person, operator } = textsEn.causes[cause];
  return [
    `### \`${cause}\``,
    sentence,
    `**Where.** ${textsEn.blames[CAUSES[cause]]}`,
    `**On that network.** ${person}`,
    `**At the server.** ${operator}`,
  ].join('\n\n');
}

/** What was found of one URL, as short as it can be said. */
function wordsOf({ code, family, stunCode }: Finding): string {
  const words = WORDS[code] ?? (stunCode === undefined ? code : String(stunCode));
  return family === undefined ? words : `${words} (${family === 'ipv4' ? 'IPv4' : 'IPv6'})`;
}

const WORDS: Readonly<Partial<Record<FindingCode, string>>> = {
  'turn-carries': 'carries',
  'turn-loses': 'loses half',
  'turn-no-bytes': 'no bytes',
  'turn-not-tried': 'not tried',
  'turn-unauthorized': '401',
  'turn-forbidden': '403',
  'turn-quota': '486',
  'turn-capacity': '508',
  'turn-no-answer': 'no answer',
  'turn-bad-certificate': 'certificate',
  'turn-unfinished': 'unfinished',
  'turn-contradiction': 'impossible',
};

/** What of a look is not as in one that found all well, beside the relay. */
function sightsOf({ page, webSocket, credentialsRefused, reflexive, natMapping, server }: Observation) {
  const sights = [
    page === 'silent' && 'page silent',
    webSocket !== 'open' && `WebSocket ${webSocket ?? 'not tried'}`,
    credentialsRefused !== null && `credentials: \`${credentialsRefused}\``,
    reflexive === false && 'no UDP from outside',
    reflexive === null && 'UDP not looked for',
    natMapping !== 'unknown' && `NAT \`${natMapping}\``,
    server === null && 'server not asked',
    server !== null && server.relay !== 'ok' && `server says \`${server.relay}\``,
    hoursLeftOf(server) < 0 && 'certificate ended yesterday',
    hoursLeftOf(server) >= 0 && hoursLeftOf(server) < 24 && 'certificate ends today',
  ];
  return sights.filter((sight) => sight !== false);
}

function hoursLeftOf(server: Observation['server']): number {
  return (Date.parse(server?.certificateExpiresAt ?? '9999-01-01T00:00:00Z') - AT) / 3_600_000;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
