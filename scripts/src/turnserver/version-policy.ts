import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { type Result, success } from '#keeper/result';
import { type CoturnVersion, compareVersions, versionText } from '#keeper/turnserver/coturn-version';

/** Why not older: no older one has been tried with Burrow. */
export const OLDEST_COTURN: CoturnVersion = [4, 6, 1];

/** The oldest that may face the internet. */
export const OLDEST_PUBLIC_COTURN: CoturnVersion = [4, 18, 0];

/** What is wrong with versions from `since` on and before `fixedIn`. */
export interface VersionFault {
  readonly since: CoturnVersion;
  readonly fixedIn: CoturnVersion;
  /** Completes "in which …". */
  readonly what: string;
}

/** The most telling first. */
export const COTURN_FAULTS: readonly VersionFault[] = [
  {
    since: [4, 17, 0],
    fixedIn: [4, 17, 2],
    what: 'what it sends over UDP does not get past the first router (TTL 1)',
  },
  {
    since: [0, 0, 0],
    fixedIn: [4, 9, 0],
    what: 'addresses that it must not relay to get past its list (CVE-2026-27624)',
  },
  { since: [0, 0, 0], fixedIn: [4, 16, 0], what: 'it compares IPv6 addresses wrongly (CVE-2026-73213)' },
  { since: [0, 0, 0], fixedIn: [4, 17, 0], what: 'strangers can use up its ports (CVE-2026-73215)' },
  { since: [0, 0, 0], fixedIn: [4, 18, 0], what: 'it lacks the security fixes of 4.18.0' },
];

export interface Exposure {
  /** The addresses under which others reach the relay. */
  readonly addresses: readonly string[];
  /** `--force-old-coturn`. */
  readonly forced: boolean;
}

/** Whether this version may serve these addresses; the value is a warning, or null. */
export function judgeCoturnVersion(
  version: CoturnVersion,
  { addresses, forced }: Exposure,
): Result<string | null> {
  const found = versionText(version);
  const open = addresses.filter(isGloballyReachable);
  const problem =
    compareVersions(version, OLDEST_COTURN) < 0
      ? {
          code: 'coturn-too-old',
          cause: `expected coturn ${versionText(OLDEST_COTURN)} or newer; found ${found}`,
          cure: `Install a newer coturn, or take it as it is with --force-old-coturn.`,
        }
      : compareVersions(version, OLDEST_PUBLIC_COTURN) < 0 && open.length > 0
        ? {
            code: 'coturn-unfit-for-internet',
            cause: `expected coturn ${versionText(OLDEST_PUBLIC_COTURN)} or newer on the public address ${open[0]}; found ${found}, in which ${faultsOf(version)}`,
            cure: `Install a newer coturn, or take the risk with --force-old-coturn.`,
          }
        : null;
  if (problem === null) return success(null);
  if (forced) return success(`${problem.cause}; going on, because of --force-old-coturn`);
  return { ok: false, problems: [problem] };
}

function faultsOf(version: CoturnVersion): string {
  return COTURN_FAULTS.filter((fault) => isAffected(version, fault))
    .map(({ what }) => what)
    .join(', and ');
}

export function isAffected(
  version: CoturnVersion,
  { since, fixedIn }: Pick<VersionFault, 'since' | 'fixedIn'>,
): boolean {
  return compareVersions(version, since) >= 0 && compareVersions(version, fixedIn) < 0;
}

/**
 * Whether hosts on the internet could have a route to it: not private (RFC 1918), shared (RFC 6598), loopback,
 * link-local, unique local, or kept for documentation and tests.
 */
export function isGloballyReachable(address: string): boolean {
  if (isIPv4(address)) return !NOT_GLOBAL.check(address, 'ipv4');
  return isIPv6(address) && !NOT_GLOBAL.check(address, 'ipv6');
}

const NOT_GLOBAL = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  NOT_GLOBAL.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  NOT_GLOBAL.addSubnet(network, prefix, 'ipv6');
}
