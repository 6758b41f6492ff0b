import type { Browser, Page } from 'puppeteer-core';
import type { DrivenPage, DrivenPageOptions } from './driven-page.ts';

/** A new page with storage of its own. Certificates and language are those of the browser. */
export async function createPuppeteerPage(
  browser: Browser,
  { initScript, onProblem }: DrivenPageOptions,
): Promise<DrivenPage<Page>> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.evaluateOnNewDocument(initScript);
  page.on('pageerror', (error) => onProblem(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') onProblem(message.text());
  });
  return {
    page,
    async goto(url) {
      await page.goto(url);
    },
    url: () => page.url(),
    fill: (testId, text) => page.locator(byTestId(testId)).fill(text),
    click: (testId) => page.locator(byTestId(testId)).click(),
    async waitFor(testId) {
      await page.locator(byTestId(testId)).setVisibility('visible').wait();
    },
    evaluate: (read) => page.evaluate(read),
    close: () => context.close(),
  };
}

function byTestId(testId: string): string {
  return `[data-testid="${testId}"]`;
}
