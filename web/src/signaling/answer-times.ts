const REMEMBERED = 4;
/** Why: how fast a network was long ago says nothing, for it may be full by now. */
const LONGEST_MS = 60_000;

/** How long the last answers of the server took. */
export class AnswerTimes {
  readonly #answers: { readonly at: number; readonly tookMs: number }[] = [];

  add(now: number, tookMs: number): void {
    this.#answers.push({ at: now, tookMs });
    if (this.#answers.length > REMEMBERED) this.#answers.shift();
  }

  /** The line is another one, and perhaps the network. */
  forget(): void {
    this.#answers.length = 0;
  }

  /** Milliseconds; null where there were none lately. */
  slowest(now: number): number | null {
    const recent = this.#answers.filter(({ at }) => now - at <= LONGEST_MS);
    return recent.length === 0 ? null : Math.max(...recent.map(({ tookMs }) => tookMs));
  }
}
