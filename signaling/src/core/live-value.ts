import { isDeepStrictEqual } from 'node:util';
import type { Logger } from './logger.ts';
import type { WatchedFile } from './watched-file.ts';

export interface LiveValueOptions<Value> {
  /** Good until the file holds another one. */
  readonly initial: Value;
  readonly file: WatchedFile;
  /** The value in what the file holds; null when it is none. */
  readonly parse: (text: string) => Value | null;
  /** For the log: what stands in the file. */
  readonly name: string;
  readonly log: Logger;
}

/**
 * The value that a file holds now. Each call asks whether the file has changed, and reads it only then. While there is
 * no fit value in it the last good one stays: whoever writes the file anew may be in the middle of it.
 */
export function createLiveValue<Value>({
  initial,
  file,
  parse,
  name,
  log,
}: LiveValueOptions<Value>): () => Value {
  let value = initial;
  let seenVersion: string | null = null;

  function readAgain(): void {
    const fresh = parse(file.read());
    if (fresh === null) {
      const cure = 'docs/configuration.md says what it is to be';
      log.error({ name, file: file.path, cure }, 'unfit content of a file; the last good one stays');
    } else if (!isDeepStrictEqual(fresh, value)) {
      value = fresh;
      log.info({ name, file: file.path }, 'changed');
    }
  }

  return function currentValue() {
    let version = UNREADABLE;
    try {
      version = file.version();
      if (version !== seenVersion) readAgain();
    } catch (error) {
      if (version !== seenVersion)
        log.error({ err: error, name, file: file.path }, 'file cannot be read; what it held stays');
    }
    seenVersion = version;
    return value;
  };
}

/** No version of a file: there is none. */
const UNREADABLE = '';
