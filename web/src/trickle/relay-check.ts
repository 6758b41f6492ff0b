import type { TurnObservation } from '#diagnosis';

/**
 * Whether bytes pass a relay: sent through `url` alone and back out of it. Null: could not be tried. `iceServers`: with
 * the credentials of that URL among them.
 */
export type RelayCheck = (
  iceServers: readonly RTCIceServer[],
  url: string,
  signal: AbortSignal,
) => Promise<TurnObservation['relayed']>;
