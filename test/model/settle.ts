/**
 * WebCrypto works in other threads. Wraps it so that a test can wait until everything that was asked of it has been
 * answered and dealt with, and everything in transit has arrived; returns that wait.
 */
export function watchWebCrypto(): (inTransit: (() => void)[]) => Promise<void> {
  let pending = 0;
  const { subtle } = globalThis.crypto;
  const watched = new Proxy(subtle, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        pending++;
        const result = member.apply(target, args) as Promise<unknown>;
        const done = () => void pending--;
        result.then(done, done);
        return result;
      };
    },
  });
  Object.defineProperty(globalThis.crypto, 'subtle', { value: watched, configurable: true });
  return async function settle(inTransit) {
    for (let quiet = 0; quiet < 2; quiet = pending === 0 && inTransit.length === 0 ? quiet + 1 : 0) {
      inTransit.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
}
