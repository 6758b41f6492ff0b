import { createConnection } from 'node:net';
import { failure, type Result, success } from '../result.ts';

const ANSWER_LIMIT_MS = 5_000;

/** The certificates of a running HAProxy, through its runtime API: a new one disturbs no connection. */
export interface HaproxyCertificates {
  /** Such as 3.2.26; null when it does not say. */
  version(): Promise<Result<string | null>>;
  /** SHA-1 of the certificate that is served from this file, in hex; null when HAProxy does not know the file. */
  fingerprint(file: string): Promise<Result<string | null>>;
  /** @param pem certificate, chain and key */
  replace(file: string, pem: string): Promise<Result<void>>;
}

/** @param socketPath of `stats socket … level admin` */
export function createHaproxyCertificates(socketPath: string): HaproxyCertificates {
  return {
    async version() {
      const answer = await ask(socketPath, 'show info\n');
      if (!answer.ok) return answer;
      return success(/^Version: (\d[\w.+]{0,30})/m.exec(answer.value)?.[1] ?? null);
    },
    async fingerprint(file) {
      const answer = await ask(socketPath, `show ssl cert ${file}\n`);
      if (!answer.ok) return answer;
      const found = /^SHA1 FingerPrint: ([0-9A-F]{40})$/m.exec(answer.value)?.[1];
      return success(found?.toLowerCase() ?? null);
    },
    async replace(file, pem) {
      // The text ends at an empty line, so it may hold none.
      const text = pem.replaceAll(/\n{2,}/g, '\n').trim();
      const set = await ask(socketPath, `set ssl cert ${file} <<\n${text}\n\n`);
      if (!set.ok) return set;
      if (!/Transaction (created|updated)/.test(set.value)) return refused(set.value);
      const committed = await ask(socketPath, `commit ssl cert ${file}\n`);
      if (!committed.ok) return committed;
      return /Success!/.test(committed.value) ? success(undefined) : refused(committed.value);
    },
  };
}

function refused(answer: string) {
  return failure(
    'haproxy-certificate',
    `HAProxy is to take the certificate; it says "${answer.trim().replaceAll(/\s+/g, ' ').slice(0, 300)}"`,
    'Restart edge; it reads the certificate at its start.',
  );
}

/** One command per connection: HAProxy closes it after the answer. */
function ask(socketPath: string, command: string): Promise<Result<string>> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    let answer = '';
    const fail = (why: string) => {
      socket.destroy();
      const cause = `HAProxy is to answer at ${socketPath}; found: ${why}`;
      resolve(failure('haproxy-socket', cause, 'Look at "docker compose logs edge".'));
    };
    socket.setTimeout(ANSWER_LIMIT_MS, () => fail('no answer'));
    socket.on('error', (error) => fail(error.message));
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.on('end', () => {
      socket.destroy();
      resolve(success(answer));
    });
    socket.write(command);
  });
}
