import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** WCAG 2.2: 1.4.3 (text) and 1.4.11 (what shows that something is a control, or where the focus is). */
const TEXT = 4.5;
const CONTROL = 3;

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const tokens = read('./tokens.css');

type Rgb = readonly [number, number, number];
type Scheme = 'light' | 'dark';

function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The first time a token is set; what `prefers-contrast` changes only adds contrast. */
function colour(token: string, scheme: Scheme): Rgb {
  const match = tokens.match(new RegExp(`--${token}: (?:light-dark\\((#\\w{6}), (#\\w{6})\\)|(#\\w{6}));`));
  if (!match) throw new Error(`tokens.css does not set --${token} as a hex colour`);
  return parseHex((match[3] ?? (scheme === 'light' ? match[1] : match[2])) as string);
}

function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const blend = (top: Rgb, alpha: number, below: Rgb) =>
  top.map((channel, index) => channel * alpha + (below[index] ?? 0) * (1 - alpha)) as unknown as Rgb;

describe.each(['light', 'dark'] as const)('the colours of the %s scheme', (scheme) => {
  it.each([
    ['ink', 'paper', TEXT],
    ['ink', 'surface', TEXT],
    ['ink', 'sunken', TEXT],
    ['ink', 'accent-soft', TEXT],
    ['ink-soft', 'paper', TEXT],
    ['ink-soft', 'surface', TEXT],
    ['ink-soft', 'sunken', TEXT],
    ['accent', 'paper', TEXT],
    ['accent', 'surface', TEXT],
    ['on-accent', 'accent', TEXT],
    ['on-accent', 'accent-strong', TEXT],
    ['danger', 'paper', TEXT],
    ['danger', 'surface', TEXT],
    ['danger', 'danger-soft', TEXT],
    ['on-danger', 'danger-solid', TEXT],
    ['warning-ink', 'warning-soft', TEXT],
    ['line-strong', 'paper', CONTROL],
    ['line-strong', 'surface', CONTROL],
    ['accent', 'sunken', CONTROL],
    ['line-strong', 'sunken', CONTROL],
    ['on-accent', 'accent', CONTROL],
    ['accent-strong', 'surface', TEXT],
    ['accent-strong', 'accent-soft', TEXT],
  ] as const)('%s on %s', (front, back, least) => {
    expect(contrast(colour(front, scheme), colour(back, scheme))).toBeGreaterThanOrEqual(least);
  });
});

describe('the call, which is dark in both schemes', () => {
  it('shows the lamp on the bar', () => {
    expect(contrast(colour('lamp', 'dark'), colour('sunken', 'dark'))).toBeGreaterThanOrEqual(TEXT);
  });

  it('shows the ring of who speaks on the stage, and a badge on the bar', () => {
    expect(contrast(colour('speaking', 'dark'), colour('sunken', 'dark'))).toBeGreaterThanOrEqual(CONTROL);
    expect(contrast(parseHex('#33220a'), colour('lamp', 'dark'))).toBeGreaterThanOrEqual(TEXT);
  });

  it('keeps names readable on the brightest picture', () => {
    const [, red, green, blue, alpha] = tokens.match(/--veil: rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)/) ?? [];
    const veil = [Number(red), Number(green), Number(blue)] as const;
    const back = blend(veil, Number(alpha), [255, 255, 255]);
    expect(contrast(colour('on-veil', 'dark'), back)).toBeGreaterThanOrEqual(TEXT);
  });

  it('keeps initials readable on every tint', () => {
    const tints = [...read('./picture.css').matchAll(/--tint(?:-light)?: (#\w{6});/g)].map(
      (match) => match[1] ?? '',
    );
    expect(tints).toHaveLength(12);
    for (const tint of tints) {
      const disc = blend([255, 248, 238], 0.14, parseHex(tint));
      expect(contrast(colour('on-veil', 'dark'), disc), tint).toBeGreaterThanOrEqual(TEXT);
    }
  });
});
