import { isIP } from 'node:net';
import { MAX_RELAY_ADDRESSES } from '#protocol';
import type { Clock } from './clock.ts';
import { turnHost } from './turn-host.ts';

export interface RelayAddressesOptions {
  /** Those that are handed out, of which the first counts: all lead to the same host. */
  readonly urls: () => readonly string[];
  /** Every address of a name; rejects where it has none, or none is found. */
  readonly lookupAll: (name: string) => Promise<readonly string[]>;
  readonly clock: Clock;
}

/** Whoever tests waits for it, in front of a page. */
const LIMIT_MS = 1_000;
const KEPT_MS = 60_000;

/**
 * The addresses under which people reach the relay, of both families: a browser that is given a name takes one of them
 * and does not say which. Empty where they are not known.
 */
export function createRelayAddresses({
  urls,
  lookupAll,
  clock,
}: RelayAddressesOptions): () => Promise<readonly string[]> {
  let known: { readonly host: string; readonly atMs: number; readonly addresses: readonly string[] } | null =
    null;

  async function find(host: string): Promise<readonly string[]> {
    if (known?.host === host && clock.now() - known.atMs < KEPT_MS) return known.addresses;
    const addresses = (await lookupAll(host).catch(() => [])).slice(0, MAX_RELAY_ADDRESSES);
    if (addresses.length > 0) known = { host, atMs: clock.now(), addresses };
    return addresses;
  }

  return () => {
    const host = turnHost(urls()[0] ?? '');
    if (host === null) return Promise.resolve([]);
    if (isIP(host) !== 0) return Promise.resolve([host]);
    return new Promise((resolve, reject) => {
      const cancel = clock.schedule(() => resolve([]), LIMIT_MS);
      find(host).then((addresses) => {
        cancel();
        resolve(addresses);
      }, reject);
    });
  };
}
