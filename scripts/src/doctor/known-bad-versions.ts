import { type CoturnVersion, versionText } from '#keeper/turnserver/coturn-version';
import { COTURN_FAULTS, isAffected, type VersionFault } from '../turnserver/version-policy.ts';

export const VERSIONED = ['coturn', 'HAProxy', 'Caddy', 'Node'] as const;
export type Versioned = (typeof VERSIONED)[number];

/** What is wrong with versions of each, the most telling first. */
export const KNOWN_BAD: Readonly<Record<Versioned, readonly VersionFault[]>> = {
  coturn: COTURN_FAULTS,
  HAProxy: [
    {
      since: [0, 0, 0],
      fixedIn: [2, 7, 3],
      what: 'requests can be smuggled past it (CVE-2023-25725)',
    },
    {
      since: [0, 0, 0],
      fixedIn: [3, 2, 0],
      what: 'its configuration language lacks what deploy/edge/haproxy.cfg has been tried with',
    },
  ],
  Caddy: [
    {
      since: [0, 0, 0],
      fixedIn: [2, 7, 5],
      what: 'a single client can wear it out over HTTP/2 (CVE-2023-44487)',
    },
    {
      since: [0, 0, 0],
      fixedIn: [2, 10, 0],
      what: 'it does not order certificates for a bare address',
    },
  ],
  Node: [
    { since: [0, 0, 0], fixedIn: [22, 0, 0], what: 'it gets no security fixes any more' },
    { since: [23, 0, 0], fixedIn: [24, 0, 0], what: 'it gets no security fixes any more' },
    { since: [25, 0, 0], fixedIn: [26, 0, 0], what: 'it gets no security fixes any more' },
  ],
};

/** The most telling fault of a version; null when none is known. */
export function knownFault(part: Versioned, version: CoturnVersion): string | null {
  const fault = KNOWN_BAD[part].find((one) => isAffected(version, one));
  return fault === undefined ? null : `${part} ${versionText(version)}: ${fault.what}`;
}

/** The first three numbers with dots between them, of whatever a program says of itself. */
export function versionIn(output: string): CoturnVersion | null {
  const [, major, minor, patch] = /(?<![\d.])(\d{1,4})\.(\d{1,4})\.(\d{1,4})/.exec(output) ?? [];
  return major === undefined ? null : [Number(major), Number(minor), Number(patch)];
}
