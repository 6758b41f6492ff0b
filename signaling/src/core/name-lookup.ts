import type { ServiceStatus } from '#protocol';

/**
 * Finds the addresses of a name: those that the keeper has found, and only for other names those that this process
 * finds. Engines pass no question of a network that leads nowhere on to a name server, and the service is in such ones.
 */
export function createNameLookup(
  keeper: () => ServiceStatus['keeper'],
  lookupAll: (name: string) => Promise<readonly string[]>,
): (name: string) => Promise<readonly string[]> {
  return async function lookUpName(name) {
    const told = keeper();
    const host = told.state === 'told' ? told.report.host : null;
    const known = host !== null && hostnameOf(host.url) === name ? host.addresses.ofName : [];
    return known.length > 0 ? known : lookupAll(name);
  };
}

function hostnameOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}
