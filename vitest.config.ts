import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_FLAGS, CHROMIUM_PATH, GRANT_MEDIA } from './test/driver/chromium.ts';

/** `source`: tests run on the TypeScript of `#protocol` and `#signaling/*`, with no build before them. */
const conditions = ['source'];
const resolve = { conditions };
const ssr = { resolve: { conditions } };

/** For what takes its time in a real browser on a busy machine. */
const PATIENCE = { timeout: 15_000 };

/** Sound without a click; peer connections also where there is no network but this host; Chromium as root. */
const BROWSER_SUITE_FLAGS = [
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  '--no-sandbox',
];

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          include: ['*/src/**/*.test.{ts,tsx}', 'test/*.test.ts', 'test/model/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
          // The model tests take seconds, on a busy machine several times as many.
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'integration',
          include: ['signaling/test/**/*.test.ts', 'test/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: PATIENCE },
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'company',
          include: ['test/company/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: PATIENCE },
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'proof',
          include: ['test/proof/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: PATIENCE },
        },
      },
      {
        resolve: { conditions: [...conditions, ...defaultClientConditions] },
        test: {
          name: 'browser',
          include: ['web/src/**/*.browser.test.ts'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: CHROMIUM_PATH,
                args: [...CHROMIUM_FLAGS, ...BROWSER_SUITE_FLAGS, GRANT_MEDIA],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'lab',
          include: ['test/lab/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: PATIENCE },
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'bundle',
          include: ['test/bundle/**/*.test.ts'],
          globalSetup: 'test/bundle/prepare.ts',
          // Most of the time they wait; there are two engines (test/engine/data-roots.ts), for which they wait in their hooks.
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 25 * 60_000,
          expect: { poll: PATIENCE },
        },
      },
    ],
  },
});
