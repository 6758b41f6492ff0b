/** The few things that a CallPage does with a page, whichever browser it is in. Elements go by their `data-testid`. */
export interface DrivenPage<P> {
  /** The driver's own page. */
  readonly page: P;
  goto(url: string): Promise<void>;
  url(): string;
  fill(testId: string, text: string): Promise<void>;
  click(testId: string): Promise<void>;
  /** Until it can be seen. */
  waitFor(testId: string): Promise<void>;
  evaluate<T>(read: () => Promise<T>): Promise<T>;
  /** With the storage that it had to itself. */
  close(): Promise<void>;
}

export interface DrivenPageOptions {
  /** Runs in the page before its own scripts. */
  readonly initScript: () => void;
  /** What the page throws, and what it writes to the console as an error. */
  readonly onProblem: (text: string) => void;
}
