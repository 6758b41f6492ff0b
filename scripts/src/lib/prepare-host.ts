import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ownAddresses } from '#keeper/public-address/own-addresses';
import { type Result, success } from '#keeper/result';
import { type CertificateFiles, selfSignedCertificate } from '#keeper/self-signed-certificate';
import { keptSecret, writeOwnerOnly } from '#keeper/state-directory';
import type { HostFacts } from '#keeper/turnserver/host-facts';
import { renderTurnserverConf } from '#keeper/turnserver/render-turnserver-conf';
import { storeTurnSecrets } from '#keeper/turnserver/secret-store';
import {
  type CheckedHost,
  checkCoturnVersion,
  packageContext,
  TURN_PORT,
  type UpOptions,
} from '../checks/host.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { build } from './build.ts';
import type { Steps } from './steps.ts';
import { installPackages } from './system-packages.ts';

/** The realm of the credentials; a name, nothing more. */
export const REALM = 'burrow';

/** Files in the state directory. coturn starts in it, so to coturn these are paths. */
export const STATE_FILES = {
  turnSecret: 'turn-secret',
  resumeKey: 'resume-key',
  operatorToken: 'operator-token',
  reports: 'reports',
  coturnConfig: 'turnserver.conf',
  turnDatabase: 'turndb',
  coturnPid: 'turnserver.pid',
} as const;

export interface PreparedHost extends CheckedHost {
  readonly turnSecret: string;
  readonly certificate: CertificateFiles | null;
}

/** Brings the host to where the servers can be started. Every step may be repeated, and says when it was done already. */
export async function prepareHost(
  host: CheckedHost,
  options: UpOptions,
  context: CommandContext,
  steps: Steps,
): Promise<Result<PreparedHost>> {
  const { missingPackages, installerPrefix, settings } = host;
  const { stateDirectory } = options;
  const installed = await steps.run(
    `packages of the system: ${missingPackages.join(', ') || 'coturn'}`,
    (say) => {
      if (missingPackages.length > 0)
        return installPackages(missingPackages, installerPrefix, packageContext(context));
      say('already there');
      return success(undefined);
    },
  );
  if (!installed.ok) return installed;

  const coturn = await checkCoturnVersion(host, options, context);
  if (!coturn.ok) return coturn;
  if (coturn.value.warning !== null) steps.note(`warning: ${coturn.value.warning}`);

  const built = await steps.run('service and page', async (say) => {
    const result = await build(context);
    say(result.ok && result.value.wasBuilt ? 'already built' : 'built');
    return result;
  });
  if (!built.ok) return built;

  const secrets = await steps.run('secrets', (say) => {
    const turnSecret = keptSecret(stateDirectory, STATE_FILES.turnSecret);
    if (!turnSecret.ok) return turnSecret;
    const resumeKey = keptSecret(stateDirectory, STATE_FILES.resumeKey);
    if (!resumeKey.ok) return resumeKey;
    const operatorToken = keptSecret(stateDirectory, STATE_FILES.operatorToken);
    if (!operatorToken.ok) return operatorToken;
    say([turnSecret, resumeKey, operatorToken].some(({ value }) => value.isNew) ? 'made' : 'already there');
    return success(turnSecret.value.secret);
  });
  if (!secrets.ok) return secrets;
  const turnSecret = secrets.value;

  const certificate = options.https
    ? await steps.run('certificate, self-signed', async (say) => {
        const made = await selfSignedCertificate({
          directory: stateDirectory,
          names: certificateNames(settings.config.turn.publicAddress),
          now: context.clock.now(),
        });
        say(made.isNew ? 'made' : 'already there');
        return success(made);
      })
    : success(null);
  if (!certificate.ok) return certificate;

  const configured = await steps.run('configuration of coturn', () =>
    configureCoturn(join(context.root, 'turnserver.conf'), stateDirectory, turnSecret, {
      coturn: coturn.value.version,
      listeningAddresses: [host.address],
      listeningPort: TURN_PORT,
      isolated: null,
      relayAddress: host.address,
      publicAddress: settings.config.turn.publicAddress,
      realm: REALM,
      userDatabasePath: STATE_FILES.turnDatabase,
      pidFilePath: STATE_FILES.coturnPid,
      userQuota: settings.config.turn.userQuota,
    }),
  );
  if (!configured.ok) return configured;
  return success({ ...host, turnSecret, certificate: certificate.value });
}

function configureCoturn(
  policyFile: string,
  directory: string,
  secret: string,
  facts: HostFacts,
): Result<void> {
  const rendered = renderTurnserverConf(readFileSync(policyFile, 'utf8'), facts);
  if (!rendered.ok) return rendered;
  writeOwnerOnly(join(directory, STATE_FILES.coturnConfig), rendered.value);
  return storeTurnSecrets({
    path: join(directory, STATE_FILES.turnDatabase),
    realm: facts.realm,
    secrets: [secret],
  });
}

/** Names and addresses that people on this host and on its networks could type. */
function certificateNames(publicAddress: string | null): readonly string[] {
  const host = hostname().toLowerCase();
  const isName = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/.test(host);
  return [
    ...new Set([
      'localhost',
      ...(isName ? [host, ...(host.includes('.') ? [] : [`${host}.local`])] : []),
      ...['127.0.0.1', '::1'],
      ...ownAddresses(),
      ...(publicAddress === null ? [] : [publicAddress]),
    ]),
  ];
}
