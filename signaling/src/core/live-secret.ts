import type { Logger } from './logger.ts';
import type { SecretFile } from './secret-file.ts';

export interface LiveSecretOptions {
  /** Good until the file holds another one. */
  readonly initial: string;
  readonly file: SecretFile;
  /** The secret in what the file holds; null when it is none. */
  readonly parse: (text: string) => string | null;
  readonly log: Logger;
}

/**
 * The secret that a file holds now. Each call asks whether the file has changed, and reads it only then. While there is
 * no fit secret in it the last good one stays: whoever writes the file anew may be in the middle of it.
 */
export function createLiveSecret({ initial, file, parse, log }: LiveSecretOptions): () => string {
  let secret = initial;
  let seenVersion: string | null = null;

  function readAgain(): void {
    const fresh = parse(file.read());
    if (fresh === null) {
      const cure = 'write the secret that coturn has; docs/configuration.md says what it is to be';
      log.error({ file: file.path, cure }, 'the TURN secret file holds no secret; the last one stays');
    } else if (fresh !== secret) {
      secret = fresh;
      log.info({ file: file.path }, 'the TURN secret has changed');
    }
  }

  return function currentSecret() {
    let version = UNREADABLE;
    try {
      version = file.version();
      if (version !== seenVersion) readAgain();
    } catch (error) {
      if (version !== seenVersion) {
        log.error({ err: error, file: file.path }, 'the TURN secret file cannot be read; the last one stays');
      }
    }
    seenVersion = version;
    return secret;
  };
}

/** No version of a file: there is none. */
const UNREADABLE = '';
