import type { OpenPort } from '#keeper/site/open-ports';
import { openPorts } from '#keeper/site/open-ports';
import { DEFAULT_HTTPS_PORT } from '#keeper/site/site';
import { type Compose, createCompose } from '../compose/compose.ts';
import { examineBundle } from '../doctor/examine-bundle.ts';
import { examineNative } from '../doctor/examine-native.ts';
import type { Finding } from '../doctor/finding.ts';
import { findingLines, ruleLines } from '../doctor/finding-lines.ts';
import { type Firewall, type FirewallRules, firewallRules } from '../doctor/firewall-rules.ts';
import type { NativeService } from '../lib/operator-service.ts';
import { printable, printableJson } from '../lib/printable.ts';
import type { OutputOptions } from '../lib/show-result.ts';
import type { CommandContext } from './command-context.ts';

export interface DoctorOptions extends OutputOptions {
  /** Where a Burrow without Docker is; null: the bundle is meant. */
  readonly native: NativeService | null;
  /** Whose rules to print; null: only what is found. */
  readonly firewalls: readonly Firewall[] | null;
}

/** Looks at everything, changes nothing. Resolves with 1 when something has failed; warnings are none. */
export async function doctor(
  { json, native, firewalls }: DoctorOptions,
  context: CommandContext,
  makeCompose: (context: CommandContext) => Compose = createCompose,
): Promise<number> {
  const { findings, summary } =
    native === null
      ? await examineBundle(makeCompose(context), context)
      : await examineNative(native, context);
  const ports = summary?.ports ?? USUAL_PORTS;
  const rules = firewallRules(ports, firewalls ?? undefined);
  if (json) context.write(`${printableJson({ findings, firewall: rules })}\n`);
  else show(findings, firewalls === null ? [] : rules, context);
  return findings.some(({ status }) => status === 'failure') ? 1 : 0;
}

const USUAL_PORTS: readonly OpenPort[] = openPorts({ ports: { http: 80, https: DEFAULT_HTTPS_PORT } });

function show(
  findings: readonly Finding[],
  rules: readonly FirewallRules[],
  { write }: Pick<CommandContext, 'write'>,
): void {
  for (const text of [...findingLines(findings), ...rules.flatMap(ruleLines)]) write(`${printable(text)}\n`);
}
