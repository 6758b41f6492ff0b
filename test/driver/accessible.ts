import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { coveredControls } from './covered-controls.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

type Form = readonly [name: string, form: BrowserContextOptions];

/** Every pair of a language and a colour scheme, on a desktop or on a phone: for `test.each`. */
export const FORMS: readonly Form[] = [
  ['English, light', { locale: 'en-US', colorScheme: 'light', viewport: DESKTOP }],
  ['English, dark', { locale: 'en-US', colorScheme: 'dark', viewport: PHONE }],
  ['Chinese, light', { locale: 'zh-CN', colorScheme: 'light', viewport: PHONE }],
  ['Chinese, dark', { locale: 'zh-CN', colorScheme: 'dark', viewport: DESKTOP }],
];

/** Two that differ in everything, for what takes long to get to. */
export const OPPOSITE_FORMS: readonly Form[] = [
  ['English, light, desktop', { locale: 'en-US', colorScheme: 'light', viewport: DESKTOP }],
  ['Chinese, dark, phone', { locale: 'zh-CN', colorScheme: 'dark', viewport: PHONE }],
];

/**
 * Fails with every barrier that axe finds on the page as it is now, when it scrolls sideways (WCAG 1.4.10), and when
 * something lies over what can be pressed.
 */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  // Colours in the middle of a fade are not those that anybody reads.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (one) =>
          one.playState !== 'running' || one.effect?.getTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
  );
  expect(found, screen).toEqual([]);
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(isTooWide, `${screen} scrolls sideways`).toBe(false);
  expect(await coveredControls(page), `${screen}: covered`).toEqual([]);
}
