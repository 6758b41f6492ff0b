/** Lets one pass at a time, in the order of their coming: what is measured at once disturbs each other. */
export function createTurnstile(): <T>(pass: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (pass) => {
    const mine = last.then(pass);
    // Whoever waits for `mine` hears of a failure; the next one passes all the same.
    last = mine.catch(() => undefined);
    return mine;
  };
}
