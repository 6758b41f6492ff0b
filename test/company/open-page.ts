import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { CallPage } from '../driver/call-page.ts';

/**
 * Somebody's page, at a name instead of an address. Closed with the test: what nobody looks at any more would still be encoded
 * and decoded.
 */
export async function openPage(browser: Browser, url: string): Promise<CallPage<Page>> {
  const page = await CallPage.open(browser, url.replace('127.0.0.1', 'localhost'));
  onTestFinished(() => page.close());
  return page;
}
