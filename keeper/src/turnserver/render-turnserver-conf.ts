import type { Result } from '../result.ts';
import { checkFacts } from './check-facts.ts';
import { checkPolicy } from './check-policy.ts';
import { compareVersions, versionText } from './coturn-version.ts';
import type { HostFacts, Isolated } from './host-facts.ts';
import { isLoopbackOnly } from './host-facts.ts';
import { OLDER_VERSION_LINES } from './older-versions.ts';
import { OPTIONS } from './options.ts';
import { type PolicyOption, parsePolicy } from './parse-policy.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { SPECIAL_ADDRESSES } from './special-addresses.ts';

/**
 * Makes the file that coturn reads out of turnserver.conf and the facts of the host. Pure; gives all problems at once.
 * Refuses what coturn would accept in silence and take for something else.
 */
export function renderTurnserverConf(policy: string, facts: HostFacts): Result<string, PolicyProblem> {
  const { lines, problems: unreadable } = parsePolicy(policy);
  const problems = [...unreadable, ...checkPolicy(lines), ...checkFacts(facts)];
  if (problems.length > 0) return { ok: false, problems };
  const rendered = [
    '# Made by Burrow at each start. What is changed here is lost; the policy is turnserver.conf, at the top of Burrow.',
    ...lines
      .filter((line) => facts.open === undefined || line.name !== 'denied-peer-ip')
      .flatMap((line) => (line.kind === 'place' ? hostLines(line.name, facts) : [policyLine(line, facts)])),
    ...openLines(facts),
    ...loopbackLines(facts),
    ...olderVersionLines(facts),
  ];
  return { ok: true, value: `${rendered.join('\n')}\n` };
}

function policyLine({ name, value }: PolicyOption, { coturn }: HostFacts): string {
  const { since } = OPTIONS[name] ?? {};
  if (since && compareVersions(coturn, since) < 0) {
    return `# ${name}: not in coturn ${versionText(coturn)}, only from ${versionText(since)} on`;
  }
  return value === null ? name : `${name}=${value}`;
}

/** The lines for one place that the policy marks. */
function hostLines(name: string, facts: HostFacts): readonly string[] {
  const { relayAddress, publicAddress } = facts;
  const behindNat = publicAddress !== null && publicAddress !== relayAddress;
  const values: Readonly<Record<string, readonly (string | number)[]>> = {
    'listening-ip': facts.listeningAddresses,
    'listening-port': [facts.listeningPort],
    'aux-server': facts.isolated === null ? [] : secondListeners(facts.isolated),
    'relay-ip': [relayAddress],
    'external-ip': behindNat ? [`${publicAddress}/${relayAddress}`] : [],
    'allowed-peer-ip': behindNat ? [relayAddress, publicAddress] : [relayAddress],
    realm: [facts.realm],
    userdb: [facts.userDatabasePath],
    pidfile: [facts.pidFilePath],
    'user-quota': [facts.userQuota],
    'tcp-proxy-port': [facts.isolated, facts.open].flatMap((front) => front?.proxyPort ?? []),
  };
  return (values[name] ?? []).map((value) => `${name}=${value}`);
}

function secondListeners({ secondPort, hasIpv6 }: Isolated): readonly string[] {
  return ['0.0.0.0', ...(hasIpv6 ? ['[::]'] : [])].map((address) => `${address}:${secondPort}`);
}

/** In place of what the policy denies: everything that is not public. */
function openLines({ open }: HostFacts): readonly string[] {
  if (open === undefined) return [];
  return [
    '# TURN_RELAY_MODE=open: it relays to every public address.',
    ...SPECIAL_ADDRESSES.map((range) => `denied-peer-ip=${range}`),
  ];
}

function loopbackLines(facts: HostFacts): readonly string[] {
  const why =
    facts.isolated !== null
      ? 'The relay is on a loopback address of a network namespace that coturn has for itself.'
      : 'This host has no network but its own: the relay is on a loopback address.';
  return facts.isolated !== null || isLoopbackOnly(facts) ? [`# ${why}`, 'allow-loopback-peers'] : [];
}

function olderVersionLines({ coturn }: HostFacts): readonly string[] {
  return OLDER_VERSION_LINES.filter(({ before }) => compareVersions(coturn, before) < 0).flatMap(
    ({ before, why, lines }) => [`# Before coturn ${versionText(before)} ${why}.`, ...lines],
  );
}
