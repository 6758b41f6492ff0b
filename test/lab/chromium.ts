import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { BELIEVE_CERTIFICATES, CHROMIUM_FLAGS, GRANT_MEDIA } from '../driver/chromium.ts';
import { requirePrograms } from './requirements.ts';

export interface ChromiumOptions {
  /**
   * Camera and microphone are granted to every page, unasked (default: true). It decides about candidates too, in the
   * lab as with real users: a page with the permission offers its private addresses, one without a random .local name.
   */
  readonly grantsMedia?: boolean;
  /** Whether certificates are believed whatever they say (default: true). */
  readonly believesCertificates?: boolean;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** `directory` takes everything that Chromium and Playwright write. */
export async function launchChromiumIn(
  namespace: string,
  directory: string,
  { grantsMedia = true, believesCertificates = true, args = [], env = {} }: ChromiumOptions,
): Promise<Browser> {
  requirePrograms('chromium');
  return chromium.launch({
    executablePath: fileURLToPath(new URL('./chromium-in-namespace.sh', import.meta.url)),
    headless: true,
    chromiumSandbox: false,
    args: [
      ...CHROMIUM_FLAGS.filter((flag) => believesCertificates || flag !== BELIEVE_CERTIFICATES),
      ...(grantsMedia ? [GRANT_MEDIA] : []),
      ...args,
    ],
    artifactsDir: directory,
    env: {
      ...process.env,
      BURROW_LAB_NAMESPACE: namespace,
      BURROW_LAB_PROFILE: join(directory, 'profile'),
      HOME: directory,
      TMPDIR: directory,
      ...env,
    },
  });
}
