import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CAUSES, type CauseCode } from './causes.ts';
import { describe } from './describe.ts';
import { diagnose } from './diagnose.ts';
import { FINDINGS, type FindingCode } from './findings.ts';
import { observation } from './observation.ts';
import { anyObservation, HOSTS } from './testing/any-observation.ts';
import { AT, observed, over, refused, server } from './testing/observations.ts';
import { textsEn } from './texts/en.ts';
import { textsZhCn } from './texts/zh-cn.ts';

const LANGUAGES = ['en', 'zh-CN'] as const;
const HAN = /\p{Script=Han}/u;

test.each([
  ['en', textsEn],
  ['zh-CN', textsZhCn],
])('every cause and every finding has words of its own in %s', (language, texts) => {
  const sentences = Object.keys(CAUSES).map((cause) => texts.causes[cause as CauseCode].sentence);
  const lines = Object.keys(FINDINGS).map((code) => texts.findings[code as FindingCode]({}));
  for (const own of [sentences, lines, Object.values(texts.outcomes), Object.values(texts.blames)]) {
    expect(new Set(own).size).toBe(own.length);
  }
  const all = [
    ...sentences,
    ...lines,
    ...Object.values(texts.causes).flatMap((cause) => Object.values(cause)),
  ];
  for (const text of all) expect(HAN.test(text), text).toBe(language === 'zh-CN');
});

test('a diagnosis reads as it should in English', () => {
  const turn = [over('udp3478', refused(401), 'ipv6')];
  const { lines, ...rest } = describe(diagnose(observed({ turn, server: server('unauthorized') }), AT), 'en');
  expect(rest).toEqual({
    outcome: 'Calls cannot be relied on from this network.',
    sentence: 'The relay does not accept the credentials that the server makes for it.',
    blame: 'The cure lies at the server.',
    person: expect.stringMatching(/^Test again/),
    operator: expect.stringContaining('TURN_SECRET'),
  });
  expect(lines.map(({ state, text }) => `${state} ${text}`)).toEqual([
    'good The page answers.',
    'good The line by which calls are arranged is open.',
    'good The server gave credentials for the relay.',
    'bad UDP, port 3478, IPv6: does not accept the credentials (401)',
    'good This network lets UDP through.',
    `bad By its own check, the server finds its relay at fault. ${rest.sentence}`,
    'good The certificate is good for another 61 days.',
  ]);
});

test('figures stand in the lines of both languages', () => {
  const relayed = { sent: 10, received: 10, roundTripMs: 38.4, bitsPerSecond: 2_340_000 };
  const turn = [over('tls443', { allocation: { outcome: 'allocated', afterMs: 5 }, relayed })];
  const diagnosis = diagnose(observed({ turn }), AT);
  const lineIn = (language: 'en' | 'zh-CN') =>
    describe(diagnosis, language).lines.find(({ about }) => about === 'turn')?.text;
  expect(lineIn('en')).toBe('TLS, port 443: carries data, 38 ms there and back, 2.3 Mbit/s');
  expect(lineIn('zh-CN')).toBe('TLS 443 端口：能传输数据，往返 38 毫秒，2.3 Mbit/s');
});

test('every look has a diagnosis in both languages, and no address stands in it', () => {
  fc.assert(
    fc.property(anyObservation, (seen) => {
      const diagnosis = diagnose(observation.parse(seen), AT);
      for (const language of LANGUAGES) {
        const { lines, ...sentences } = describe(diagnosis, language);
        expect(lines).toHaveLength(diagnosis.findings.length);
        const texts = [...Object.values(sentences), ...lines.map(({ text }) => text)];
        expect(texts.every((text) => text.length > 0)).toBe(true);
        const all = texts.join('\n');
        expect(all).not.toMatch(/\b(turns?|stun):|undefined|NaN/);
        for (const host of HOSTS) expect(all).not.toContain(host);
      }
    }),
    { numRuns: 500 },
  );
});
