import encodeQr from 'qr';
import { type Problem, problemLine, type Result, success } from '#keeper/result';
import { DEFAULT_HTTPS_PORT } from '#keeper/site/site';
import { TURN_PORT, TURN_TLS_PORT } from '#keeper/site/turn-urls';
import { type Compose, createCompose } from '../compose/compose.ts';
import { type ArrivalCounters, startArrivalCounters } from '../doctor/arrivals.ts';
import { examineRemote } from '../doctor/examine-remote.ts';
import { findingLines, ruleLines } from '../doctor/finding-lines.ts';
import { firewallRules } from '../doctor/firewall-rules.ts';
import { judgeRemote, portsToOpen, type RemoteWay } from '../doctor/judge-remote.ts';
import {
  bundledService,
  type NativeService,
  nativeService,
  type OperatorService,
} from '../lib/operator-service.ts';
import { printable, printableJson } from '../lib/printable.ts';
import { type OutputOptions, showResult } from '../lib/show-result.ts';
import type { CommandContext } from './command-context.ts';

export interface RemoteDoctorOptions extends OutputOptions {
  readonly native: NativeService | null;
  readonly waitMinutes: number;
}

const MINUTE_MS = 60_000;

/** Asks somebody outside to open a link, and says of each port what they and this server have seen. */
export async function doctorRemote(
  { json, native, waitMinutes }: RemoteDoctorOptions,
  context: CommandContext,
  makeCompose: (context: CommandContext) => Compose = createCompose,
): Promise<number> {
  context.progress('preparing the link');
  const compose = makeCompose(context);
  const service = native === null ? bundledService(compose) : nativeService(native, context);
  const url = await service.pageUrl();
  const published = native === null ? await compose.publishedPorts() : success([]);
  if (!url.ok || !published.ok) return fail([url, published]);
  const ways = waysFrom(new URL(url.value), published.value, native !== null);
  const counters = native === null ? await startArrivalCounters(compose, published.value) : null;
  const seen = await examineUntilStopped(service, counters);
  if (!seen.ok) return fail([seen]);
  const sight = { ...seen.value, ...ways };
  const findings = judgeRemote(sight);
  const rules = firewallRules(portsToOpen(findings, sight));
  if (json) context.write(`${printableJson({ findings, firewall: rules })}\n`);
  else
    for (const text of [...findingLines(findings), ...rules.flatMap(ruleLines)])
      context.write(`${printable(text)}\n`);
  return findings.some(({ status }) => status === 'failure') ? 1 : 0;

  async function examineUntilStopped(from: OperatorService, counting: ArrivalCounters | null) {
    try {
      return await examineRemote(
        { service: from, counters: counting, limitMs: waitMinutes * MINUTE_MS, showLink },
        context,
      );
    } finally {
      await counting?.stop();
    }
  }

  /** For programs beside the answer, which is one value. */
  function showLink(link: string): void {
    if (json) {
      context.writeAside(`${link}\n`);
      return;
    }
    context.write(
      `Open this on a phone or laptop outside, not in the network of this host, and start the test:\n`,
    );
    context.write(`\n${link}\n\n${encodeQr(link, 'ascii', { border: 2 })}\n`);
    context.write(`Waiting ${waitMinutes} minutes for its result; Ctrl-C ends it.\n\n`);
  }

  function fail(results: readonly Result<unknown>[]): number {
    const problems: readonly Problem[] = results.flatMap((result) => (result.ok ? [] : result.problems));
    return showResult({ ok: false, problems }, { json, write: context.write }, () => [
      problems.map(problemLine).join(),
    ]);
  }
}

interface Ways {
  readonly ways: readonly RemoteWay[];
  readonly httpsPort: number | null;
}

function waysFrom(
  { port, protocol }: URL,
  published: readonly { readonly port: number; readonly protocol: 'tcp' | 'udp' }[],
  isNative: boolean,
): Ways {
  const pagePort = Number(port) || (protocol === 'https:' ? DEFAULT_HTTPS_PORT : DEFAULT_HTTP_PORT);
  const has = (wanted: number, over: 'tcp' | 'udp') =>
    published.some((each) => each.port === wanted && each.protocol === over);
  const isOnHttps = !isNative && has(pagePort, 'tcp');
  return {
    httpsPort: isNative || isOnHttps ? pagePort : null,
    ways: [
      { code: 'remote-turn-udp', transport: 'udp', port: TURN_PORT },
      ...(has(pagePort, 'udp')
        ? [{ code: 'remote-https-udp', transport: 'udp', port: pagePort } as const]
        : []),
      { code: 'remote-turn-tcp', transport: 'tcp', port: TURN_PORT },
      ...(isNative
        ? []
        : [
            {
              code: 'remote-turn-tls',
              transport: 'tls',
              port: isOnHttps ? pagePort : TURN_TLS_PORT,
            } as const,
          ]),
    ],
  };
}

const DEFAULT_HTTP_PORT = 80;
