import type { Browser, Page } from 'puppeteer-core';
import type { DrivenPage, DrivenPageOptions } from './driven-page.ts';
import { findInFirefox } from './find-in-firefox.ts';

/** A new page with storage of its own. Certificates and language are those of the browser. */
export async function createPuppeteerPage(
  browser: Browser,
  { initScript, onProblem }: DrivenPageOptions,
): Promise<DrivenPage<Page>> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.evaluateOnNewDocument(initScript);
  page.on('pageerror', (error) => {
    if (!isOfDriver(error)) onProblem(String(error));
  });
  page.on('console', (message) => {
    if (message.type() === 'error') onProblem(message.text());
  });
  return {
    page,
    async goto(url) {
      await page.goto(url);
    },
    url: () => page.url(),
    fill: (testId, text) => findInFirefox(page, testId).fill(text),
    click: (testId) => findInFirefox(page, testId).click(),
    async waitFor(testId) {
      await findInFirefox(page, testId).setVisibility('visible').wait();
    },
    evaluate: (read) => page.evaluate(read),
    close: () => context.close(),
  };
}

/**
 * Puppeteer looks at the page from a sandbox beside it, and what that may not see is reported as if the page had caused
 * it, now and then, by Firefox (140.12). An error of the page says in which of its scripts it was.
 */
function isOfDriver(error: unknown): boolean {
  const { message, stack = '' } = error as Error;
  return /Permission denied to access property/.test(message) && !stack.includes('/assets/');
}
