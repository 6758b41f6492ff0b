import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, connect } from 'puppeteer-core';
import { LabProcess } from './lab-process.ts';
import { requirePrograms } from './requirements.ts';

/**
 * A Firefox that is driven switches off its updates, telemetry and the like by itself (RecommendedPreferences.sys.mjs),
 * but what it asks for while it starts comes before that.
 * No preference changes how addresses are handled: candidates are those that real users have.
 */
const preferences: Readonly<Record<string, boolean | number | string>> = {
  // A camera and a microphone that need no hardware.
  'media.navigator.streams.fake': true,
  // Granted to every page, unasked. As with real users, a page with the permission offers its private addresses.
  // media.navigator.permission.disabled would skip the question and grant nothing, so that it offered .local names: a
  // fake camera does not count as one in use.
  'permissions.default.camera': 1,
  'permissions.default.microphone': 1,
  'media.gmp-manager.updateEnabled': false,
  'browser.startup.page': 0,
  'browser.startup.homepage': 'about:blank',
  'browser.newtabpage.enabled': false,
  'browser.newtabpage.activity-stream.feeds.topsites': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'intl.accept_languages': 'en-US',
};

const startTimeoutMs = 60_000;

/**
 * The stock Firefox of the system, driven over WebDriver BiDi. It offers that on the loopback of its own namespace; a
 * program beside it brings the connection out by a Unix socket. `directory` takes everything that Firefox writes.
 */
export async function launchFirefoxIn(namespace: string, directory: string): Promise<Browser> {
  requirePrograms('firefox-esr');
  const firefox = await startFirefox(namespace, directory);
  const listening = /WebDriver BiDi listening on ws:\/\/127\.0\.0\.1:(\d+)/;
  const [, port = ''] = await firefox.waitForOutput(listening, startTimeoutMs);
  const socket = join(directory, 'bidi');
  const program = fileURLToPath(new URL('./programs/loopback-bridge.ts', import.meta.url));
  const bridge = new LabProcess([process.execPath, program, socket, port], {}, namespace);
  void firefox.exited.then(() => bridge.kill());
  await bridge.waitForOutput(/listening/, startTimeoutMs);
  return connect({
    browserWSEndpoint: `ws+unix:${socket}:/session`,
    // Firefox refuses whoever calls it by another name.
    wsOptions: { headers: { Host: `127.0.0.1:${port}` } },
    protocol: 'webDriverBiDi',
    // The tests' certificates are self-signed.
    acceptInsecureCerts: true,
    defaultViewport: null,
  });
}

async function startFirefox(namespace: string, directory: string): Promise<LabProcess> {
  const profile = join(directory, 'profile');
  await mkdir(profile);
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(profile, 'user.js'), lines.join(''));
  return new LabProcess(
    ['firefox-esr', '--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    {
      env: {
        HOME: directory,
        TMPDIR: directory,
        MOZ_CRASHREPORTER_DISABLE: '1',
        // A released Firefox heeds the preference that switches its remote settings off only with this.
        MOZ_REMOTE_SETTINGS_DEVTOOLS: '1',
      },
    },
    namespace,
  );
}
