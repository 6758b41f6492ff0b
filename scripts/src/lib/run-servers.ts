import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, type Result, success } from '#keeper/result';
import { createTurnCredentials } from '#signaling/core/turn-credentials';
import { TURN_PORT, type UpOptions } from '../checks/host.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { tryAllocation, turnserverReady } from '../turnserver/turnserver-ready.ts';
import type { Child } from './child.ts';
import { operatorTokenFile } from './operator-service.ts';
import { type PreparedHost, STATE_FILES } from './prepare-host.ts';
import { answersReady, serviceReady } from './service-ready.ts';
import type { Steps } from './steps.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';
import { turnUrls } from './turn-urls.ts';

/**
 * Starts coturn and the service, says when they are ready, and keeps them running until it is told to stop, or one of
 * them is given up. Leaves nothing running behind.
 */
export async function runServers(
  host: PreparedHost,
  options: UpOptions,
  context: CommandContext,
  steps: Steps,
): Promise<Result<void>> {
  let isReady = false;
  const say = (line: string) => {
    if (isReady) context.write(`${line}\n`);
  };
  const turnserver = superviseTurnserver(host, options, context, say);
  const service = superviseService(host, options, context, say);
  const starting = start();
  const problems = await Promise.race([stopped(context.stop), starting]);
  if (!isReady) {
    // Told to stop while something starts: that step ends first, with its own line.
    await stopAll();
    await starting;
  } else {
    isReady = false;
    await steps.run('stopping', stopAll);
  }
  return problems === null ? success(undefined) : { ok: false, problems };

  async function stopAll(): Promise<Result<void>> {
    await service.stop();
    await turnserver.stop();
    rmSync(join(options.stateDirectory, STATE_FILES.coturnPid), { force: true });
    return success(undefined);
  }

  async function start(): Promise<readonly Problem[]> {
    for (const [title, supervisor] of [
      ['starting coturn', turnserver],
      ['starting the signaling service', service],
    ] as const) {
      const started = await steps.run(title, () => supervisor.start());
      if (!started.ok) return started.problems;
      if (context.stop.aborted) return [];
    }
    for (const note of notes(host, options)) steps.note(note);
    steps.note(`ready ${options.https ? 'https' : 'http'}://localhost:${options.port}`);
    isReady = true;
    return [await Promise.race([turnserver.gaveUp, service.gaveUp])];
  }
}

function superviseTurnserver(
  host: PreparedHost,
  { stateDirectory }: UpOptions,
  context: CommandContext,
  say: (line: string) => void,
): Supervisor {
  const { settings, address, turnSecret } = host;
  const credentials = createTurnCredentials({
    urls: () => [],
    secret: () => turnSecret,
    ttlSeconds: 60,
    now: () => context.clock.now(),
  });
  return createSupervisor({
    name: 'turnserver',
    clock: context.clock,
    note: say,
    cure: 'Run "turnserver -c turnserver.conf" in .burrow/ to see more.',
    whenReady: turnserverReady({
      clock: context.clock,
      tryAllocation: () => tryAllocation({ address, port: TURN_PORT }, credentials),
    }),
    spawn() {
      const child = context.spawn({
        argv: ['turnserver', '-c', STATE_FILES.coturnConfig],
        cwd: stateDirectory,
        env: { PATH: settings.env.PATH },
      });
      // Its lines hold the addresses of participants.
      if (settings.config.logLevel === 'trace') child.onLine((line) => say(`turnserver: ${line}`));
      return child;
    },
  });
}

function superviseService(
  host: PreparedHost,
  { port, stateDirectory }: UpOptions,
  context: CommandContext,
  say: (line: string) => void,
): Supervisor {
  const { settings, address, listenHost, certificate } = host;
  const env = {
    ...settings.env,
    LISTEN_HOST: listenHost,
    PORT: String(port),
    WEB_ROOT: join(context.root, 'web/dist'),
    TURN_URLS: turnUrls({
      primaryAddress: address,
      publicAddress: settings.config.turn.publicAddress,
      port: TURN_PORT,
    }).join(','),
    TURN_PROBE: settings.env.TURN_PROBE || `${address}:${TURN_PORT}`,
    TURN_SECRET: undefined,
    TURN_SECRET_FILE: join(stateDirectory, STATE_FILES.turnSecret),
    RESUME_KEY: undefined,
    RESUME_KEY_FILE: join(stateDirectory, STATE_FILES.resumeKey),
    OPERATOR_TOKEN_FILE: operatorTokenFile(settings.env, stateDirectory),
    STATE_DIRECTORY: settings.env.STATE_DIRECTORY || join(stateDirectory, STATE_FILES.reports),
    TLS_CERT_FILE: certificate?.certFile,
    TLS_KEY_FILE: certificate?.keyFile,
  };
  const certificateText = certificate && readFileSync(certificate.certFile, 'utf8');
  const askHost = listenHost === '0.0.0.0' || listenHost === '::' ? '127.0.0.1' : listenHost;
  return createSupervisor({
    name: 'the signaling service',
    clock: context.clock,
    note: say,
    cure: 'Start again with LOG_LEVEL=debug in .env to see more.',
    whenReady: serviceReady({
      clock: context.clock,
      isReady: () => answersReady({ host: askHost, port, certificate: certificateText }),
    }),
    spawn(): Child {
      const argv = ['node', join(context.root, 'signaling/dist/main.js')];
      const child = context.spawn({ argv, cwd: context.root, env });
      child.onLine(say);
      return child;
    },
  });
}

function notes({ address, hasNetwork }: PreparedHost, { https, port }: UpOptions): readonly string[] {
  if (!hasNetwork)
    return ['This host has no way out of itself: only pages on this host can call one another.'];
  if (https)
    return [
      `For phones and others on your network, who are asked once to trust it: https://${address}:${port}`,
    ];
  return ['Over http browsers give the camera only to pages on this host. For phones and others: --https'];
}

function stopped(stop: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve(null);
    else stop.addEventListener('abort', () => resolve(null), { once: true });
  });
}
