/** What a priority is made of (RFC 8445 §5.1.2.1): higher counts more, from the left. */
export interface PriorityParts {
  readonly typePreference: number;
  readonly localPreference: number;
  readonly component: number;
}

export function splitPriority(priority: number): PriorityParts {
  return {
    typePreference: Math.floor(priority / 2 ** 24),
    localPreference: Math.floor(priority / 2 ** 8) % 2 ** 16,
    component: 256 - (priority % 2 ** 8),
  };
}

/** As `126 | 32542 | 1`. */
export function formatPriority(priority: number): string {
  const { typePreference, localPreference, component } = splitPriority(priority);
  return `${typePreference} | ${localPreference} | ${component}`;
}
