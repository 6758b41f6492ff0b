import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCandidateAttribute } from './candidate-attribute.ts';
import { parseSdp } from './parse-sdp.ts';
import { subjectOf } from './sdp-topics.ts';

const offerOf = (name: string) => readFileSync(new URL(`./testing/${name}`, import.meta.url), 'utf8');

describe.each([
  ['Chromium', 'chromium-156-offer.sdp'],
  ['Firefox', 'firefox-153-offer.sdp'],
])('a real offer of %s', (_, file) => {
  const text = offerOf(file);
  const sections = parseSdp(text);
  const lines = sections.flatMap((section) => section.lines);

  it('falls into its levels', () => {
    expect(sections.map(({ media, mid }) => [media, mid])).toEqual([
      [null, null],
      ['audio', '0'],
      ['video', '1'],
      ['application', '2'],
    ]);
  });

  it('loses no line', () => {
    expect(lines.map((line) => `${line.text}\r\n`).join('')).toBe(text);
  });

  it('has no line of which this page knows nothing', () => {
    const unknown = lines.filter((line) => subjectOf(line).topic.startsWith('other-'));
    expect(unknown).toEqual([]);
  });

  it('has candidates that can be read', () => {
    const candidates = lines.filter((line) => subjectOf(line).topic === 'candidate');
    expect(candidates.length).toBeGreaterThan(0);
    for (const { text: line } of candidates) expect(parseCandidateAttribute(line), line).not.toBeNull();
  });
});

describe('anything else', () => {
  it('is kept as what it is', () => {
    const [section] = parseSdp('hello\n<script>\nv=0');
    expect(section?.lines.map(({ type, value }) => [type, value])).toEqual([
      ['', ''],
      ['', ''],
      ['v', '0'],
    ]);
  });

  it('is cut where nobody would read on', () => {
    expect(parseSdp('a=x\n'.repeat(100_000))[0]?.lines.length).toBe(50_000);
  });

  it('has a subject, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (head, rest) => {
        for (const { lines } of parseSdp(`a=${head}:${rest}\r\nm=${rest}`))
          for (const line of lines) expect(typeof subjectOf(line).topic).toBe('string');
      }),
    );
  });

  it('does not take the names of Object for its own', () => {
    const [line] = parseSdp('a=constructor:1')[0]?.lines ?? [];
    expect(line && subjectOf(line)).toEqual({ topic: 'other-attribute', words: ['1'] });
  });
});
