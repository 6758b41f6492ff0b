import type { TrackKind } from './capture-constraints.ts';

/** What `navigator.permissions` has; browsers without it are asked by trying. */
export type CapturePermissions = Pick<Permissions, 'query'>;

/** Null where the browser does not tell. */
export async function readPermission(
  permissions: CapturePermissions | undefined,
  kind: TrackKind,
): Promise<PermissionState | null> {
  return (await query(permissions, kind))?.state ?? null;
}

/** Calls back when the person has allowed one in the browser's settings; returns what ends it. */
export function watchGrants(
  permissions: CapturePermissions | undefined,
  onGranted: (kind: TrackKind) => void,
): () => void {
  const ending = new AbortController();
  async function watch(kind: TrackKind): Promise<void> {
    const status = await query(permissions, kind);
    if (status === null || ending.signal.aborted) return;
    status.addEventListener(
      'change',
      () => {
        if (status.state === 'granted') onGranted(kind);
      },
      { signal: ending.signal },
    );
  }
  void watch('audio');
  void watch('video');
  return () => ending.abort();
}

async function query(
  permissions: CapturePermissions | undefined,
  kind: TrackKind,
): Promise<PermissionStatus | null> {
  try {
    return (await permissions?.query({ name: NAMES[kind] })) ?? null;
  } catch {
    // The browser does not know permissions of this name.
    return null;
  }
}

const NAMES = { audio: 'microphone', video: 'camera' } as const;
