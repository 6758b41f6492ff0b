import type { Browser, Page } from 'playwright-core';
import type { DrivenPage, DrivenPageOptions } from './driven-page.ts';

/** A new page with storage of its own. */
export async function createPlaywrightPage(
  browser: Browser,
  { initScript, onProblem }: DrivenPageOptions,
): Promise<DrivenPage<Page>> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  await context.addInitScript(initScript);
  const page = await context.newPage();
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
    fill: (testId, text) => page.getByTestId(testId).fill(text),
    click: (testId) => page.getByTestId(testId).click(),
    waitFor: (testId) => page.getByTestId(testId).waitFor(),
    evaluate: (read) => page.evaluate(read),
    close: () => context.close(),
  };
}
