import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

/** The Chromium of the system, as root without what only root may do. */
export const CHROMIUM_PATH = fileURLToPath(new URL('./chromium.sh', import.meta.url));

/** Grants camera and microphone to every page, unasked. */
export const GRANT_MEDIA = '--use-fake-ui-for-media-stream';

/** The tests' certificates are self-signed. */
export const BELIEVE_CERTIFICATES = '--ignore-certificate-errors';

/**
 * What every Chromium of the tests is started with: a camera and a microphone that need no hardware, and silence.
 * No flag changes how addresses are handled: candidates are those that real users have.
 */
export const CHROMIUM_FLAGS = [
  '--use-fake-device-for-media-stream',
  BELIEVE_CERTIFICATES,
  // 443/udp belongs to TURN.
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--no-first-run',
] as const;

/** The Chromium of the system, on this host's own network. */
export function launchChromium(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM_PATH,
    headless: true,
    chromiumSandbox: false,
    args: [...CHROMIUM_FLAGS, GRANT_MEDIA, ...args],
    env: { ...process.env, ...env },
  });
}
