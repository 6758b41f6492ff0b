import { hostname } from 'node:os';
import { primaryAddress } from '#keeper/public-address/primary-address';
import { success } from '#keeper/result';
import { TURN_PORT } from '#keeper/site/turn-urls';
import { readSettings } from '../checks/settings.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { type NativeService, nativeService } from '../lib/operator-service.ts';
import type { Deployment } from './deployment.ts';
import { complete, type Examination } from './examine-bundle.ts';
import { examineSettings } from './examine-host.ts';
import { examineRelay } from './examine-relay.ts';
import type { Finding } from './finding.ts';
import { judgeLimits } from './judge-limits.ts';
import { judgeVersions } from './judge-parts.ts';

const LOOPBACK = '127.0.0.1';

/** What there is to look at without Docker: settings, service, relay, limits and the version of coturn. */
export async function examineNative(native: NativeService, context: CommandContext): Promise<Examination> {
  context.progress('looking at settings and service');
  const settings = readSettings(context.root, context.env);
  const findings: Finding[] = [...examineSettings(settings, context)];
  const { output, code } = await context.run(['turnserver', '--version']);
  findings.push(
    judgeVersions({
      ...(code === null ? {} : { coturn: success(output) }),
      Node: success(process.version.slice(1)),
    }),
  );
  context.progress('passing bytes through the relay');
  const deployment: Deployment = {
    ...{ address: (await primaryAddress()) ?? LOOPBACK, name: hostname() },
    ...{ ports: { http: null, https: null }, hasHttpsUdp: false },
    ...{ relayPort: TURN_PORT, relayTlsPort: null, isOpenRelay: false },
  };
  const relay = await examineRelay(nativeService(native, context), deployment, null);
  findings.push(...relay.findings);
  if (settings.ok) {
    const { roomCapacity, turn } = settings.value.config;
    findings.push(
      ...judgeLimits({ roomCapacity, userQuota: turn.userQuota, maxMbit: null, urls: relay.urls }),
    );
  }
  return { findings: complete(findings, 'a Burrow without Docker has no such thing'), summary: null };
}
