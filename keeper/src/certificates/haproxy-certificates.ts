import { askHaproxy } from '../ask-haproxy.ts';
import { failure, type Result, success } from '../result.ts';

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
      const answer = await askHaproxy(socketPath, 'show info\n');
      if (!answer.ok) return answer;
      return success(/^Version: (\d[\w.+]{0,30})/m.exec(answer.value)?.[1] ?? null);
    },
    async fingerprint(file) {
      const answer = await askHaproxy(socketPath, `show ssl cert ${file}\n`);
      if (!answer.ok) return answer;
      const found = /^SHA1 FingerPrint: ([0-9A-F]{40})$/m.exec(answer.value)?.[1];
      return success(found?.toLowerCase() ?? null);
    },
    async replace(file, pem) {
      // The text ends at an empty line, so it may hold none.
      const text = pem.replaceAll(/\n{2,}/g, '\n').trim();
      const set = await askHaproxy(socketPath, `set ssl cert ${file} <<\n${text}\n\n`);
      if (!set.ok) return set;
      if (!/Transaction (created|updated)/.test(set.value)) return refused(set.value);
      const committed = await askHaproxy(socketPath, `commit ssl cert ${file}\n`);
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
