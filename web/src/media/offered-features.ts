import { type Feature, PROCESSING_NAMES } from '../session/capture-wishes.ts';
import type { Offered } from '../session/device-view.ts';

export type Capabilities = MediaTrackCapabilities & Partial<Record<Feature, readonly unknown[]>>;
export type Supported = MediaTrackSupportedConstraints & Partial<Record<Feature, boolean>>;

/** Where a browser knows the constraint but lists no capabilities (older Firefox), these three do work. */
const OLD_FEATURES: readonly Feature[] = ['echoCancellation', 'noiseSuppression', 'autoGainControl'];

/**
 * What can be switched in this browser with these devices, by its own account: the constraint is known, and the device
 * lists both on and off. Null capabilities: no track, or a browser that does not tell.
 */
export function offeredFeatures(
  supported: Supported,
  microphone: Capabilities | null,
  camera: Capabilities | null,
): Offered {
  const isOffered = (feature: Feature, capabilities: Capabilities | null) => {
    if (supported[feature] !== true) return false;
    const values = capabilities?.[feature];
    if (values === undefined) return OLD_FEATURES.includes(feature);
    return values.includes(true) && values.includes(false);
  };
  return {
    features: [
      ...PROCESSING_NAMES.filter((feature) => isOffered(feature, microphone)),
      ...(isOffered('backgroundBlur', camera) ? (['backgroundBlur'] as const) : []),
    ],
    // Why the smaller side: a phone held upright lists width and height turned.
    maxLines: smaller(camera?.height?.max, camera?.width?.max),
    maxFrameRate: camera?.frameRate?.max ?? null,
  };
}

function smaller(one: number | undefined, other: number | undefined): number | null {
  return one === undefined || other === undefined ? null : Math.min(one, other);
}
