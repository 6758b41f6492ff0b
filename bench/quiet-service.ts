import { parseConfig } from '../signaling/src/config/parse-config.ts';
import { systemClock } from '../signaling/src/core/clock.ts';
import { createService, type Service } from '../signaling/src/create-service.ts';

/** The service with the page that was built, on this host alone, without a log. */
export function createQuietService(): Service {
  const secret = 's'.repeat(40);
  const parsed = parseConfig(
    {
      ...{ LISTEN_HOST: '127.0.0.1', PORT: '0', TURN_URLS: 'turn:127.0.0.1:3478' },
      ...{ TURN_SECRET: secret, RESUME_KEY: secret },
    },
    () => '',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const quiet = () => undefined;
  const log = { error: quiet, warn: quiet, info: quiet, debug: quiet };
  return createService({
    config: parsed.config,
    tls: null,
    ownNetworks: [],
    nodeVersion: '0.0.0',
    clock: systemClock,
    log,
  });
}
