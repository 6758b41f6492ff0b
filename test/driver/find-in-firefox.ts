import type { Locator, Page } from 'puppeteer-core';

/**
 * An element to click or fill. Not waited for is that it is enabled: for that puppeteer makes code of text inside the page,
 * which our Content-Security-Policy refuses, as Firefox (140.12) sees it.
 */
export function findInFirefox(page: Page, testId: string): Locator<Element> {
  return page.locator(`[data-testid="${testId}"]`).setWaitForEnabled(false);
}
