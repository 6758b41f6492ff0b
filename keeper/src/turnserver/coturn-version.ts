/** Major, minor, patch. */
export type CoturnVersion = readonly [number, number, number];

/**
 * Finds the version in what `turnserver --version` prints (`4.6.1` alone on its line) or in a start-up log
 * (`Version Coturn-4.6.1 'Gorst'`). Null when there is none. The build's suffix does not count.
 */
export function parseCoturnVersion(output: string): CoturnVersion | null {
  const match = /(?:^|Coturn-)(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?!\d|\.\d)/m.exec(output);
  return match && [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** Negative when `a` is older than `b`, 0 when they are the same. */
export function compareVersions(a: CoturnVersion, b: CoturnVersion): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

export function versionText(version: CoturnVersion): string {
  return version.join('.');
}
