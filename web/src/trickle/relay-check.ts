import type { TurnObservation } from '#diagnosis';

/**
 * Whether bytes pass a relay: sent through `url` alone and back out of it, over an allocation of its own, which may be
 * refused. Null: could not be tried. `iceServers`: with the credentials of that URL among them.
 */
export type RelayCheck = (
  iceServers: readonly RTCIceServer[],
  url: string,
  signal: AbortSignal,
) => Promise<Pick<TurnObservation, 'allocation' | 'relayed'> | null>;
