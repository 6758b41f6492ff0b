/**
 * Holds a Web Lock (W3C Web Locks) until the page is left; false when another tab has it.
 * A page that reloads waits for its former self, which lets go at about the same time.
 */
export function holdLock(locks: LockManager | undefined, name: string): Promise<boolean> {
  if (locks === undefined) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    const forever = () => {
      resolve(true);
      return new Promise<never>(() => undefined);
    };
    locks.request(name, { signal: AbortSignal.timeout(WAIT_MS) }, forever).catch((error: unknown) => {
      if (error instanceof DOMException) resolve(false);
      else reject(error);
    });
  });
}

const WAIT_MS = 400;
